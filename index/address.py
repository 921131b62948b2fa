"""One article, one address: what all the copies of a link have in common."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_TRACKING: Final = re.compile(
    r"^(?:utm_\w*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|zarsrc|gidzl|spm|ref"
    r"|ref_src|referrer|src|source|from|share|sharetype|amp|amp_\w*|cmpid|ocid|at_\w*|xtor|wt_\w*"
    r"|vn_?source|s_cid|st_source)$",
    re.IGNORECASE,
)


def canonical_url(url: str) -> str | None:
    """``url`` in the form that all its copies share; None when it is no web address.

    Scheme, "www." and "m.", port, fragment, tracking parameters and a last slash
    make no difference; the other parameters keep their order. Only for
    comparing: the link shown is the one given.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().rstrip(".")
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    host = host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    where = host if port in (None, 80, 443) else f"{host}:{port}"
    kept = [
        part
        for part in parts.query.split("&")
        if part and not _TRACKING.match(part.partition("=")[0])
    ]
    return f"https://{where}{parts.path.rstrip('/')}" + ("?" + "&".join(kept) if kept else "")
