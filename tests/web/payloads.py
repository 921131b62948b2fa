"""500 texts that try to be markup: what is known to run, dressed to get past what is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from flask import Flask

from tests.web.conftest import SECRET, draft, fill, settings_for
from web.app import create_app

VECTORS: Final = (
    "<script>alert(1)</script>",
    "<script src=//evil.example></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<iframe src=javascript:alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=javascript:alert(1)><button>x",
    "<button formaction=javascript:alert(1)>x",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<style>@import '//evil.example'</style>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<mark onclick=alert(1)>x</mark>",
)
DRESSES: Final[tuple[Callable[[str], str], ...]] = (
    lambda text: text,
    str.upper,
    lambda text: f'">{text}',
    lambda text: f"'>{text}",
    lambda text: f"</title>{text}",
    lambda text: f"</textarea>{text}",
    lambda text: f"</style>{text}",
    lambda text: f"</mark>{text}<mark>",
    lambda text: f"-->{text}<!--",
    lambda text: f"]]>{text}",
    lambda text: f"<!--<img title='-->{text}'>",
    lambda text: text.replace("<", "<<"),
    lambda text: text.replace("<", "< ").replace(" ", "/"),
    lambda text: text.replace("<", "&lt;").replace(">", "&gt;"),
    lambda text: text.replace("<", "&#60;").replace(">", "&#x3e;"),
    lambda text: text.replace("<", "\uff1c").replace(">", "\uff1e"),
    lambda text: text.replace("<", "<\u0338"),
    lambda text: "<scr<script>ipt>" + text.replace("on", "o\tn"),
    lambda text: text.replace("<", "<\x00").replace(" ", "\x0c"),
    lambda text: f"{{{{ 7*7 }}}}{text}{{% raw %}}%(num)s",
)
PAYLOADS: Final = tuple(dress(vector) for vector in VECTORS for dress in DRESSES)

AT_ONCE: Final = 10
BATCHES: Final = tuple(PAYLOADS[at : at + AT_ONCE] for at in range(0, len(PAYLOADS), AT_ONCE))


def hostile_site(data: Path) -> Flask:
    """A site whose articles say all of them: as title, body, standfirst and outlet.

    Each is about Hà Nội, and its id is the number of its batch.
    """
    drafts = [
        draft(
            number,
            f"Tít {' '.join(batch[:3])}",
            "\n".join(f"Ông Nguyễn Văn An nói: “{payload}” ở Hà Nội." for payload in batch),
            standfirst=f"Sa pô {batch[3]}",
            outlet=f"Báo {batch[4]}"[:60],
            own_id=str(number),
        )
        for number, batch in enumerate(BATCHES)
    ]
    fill(data, tuple(drafts))
    return create_app(settings_for(data), SECRET)
