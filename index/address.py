"""One article, one address: what all the copies of a link have in common."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

_TRACKING: Final = re.compile(
    r"^(?:utm_\w*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|zarsrc|gidzl|spm|ref"
    r"|ref_src|referrer|src|source|from|share|sharetype|amp|amp_\w*|cmpid|ocid|at_\w*|xtor|wt_\w*"
    r"|vn_?source|s_cid|st_source)$",
    re.IGNORECASE,
)

_TAIL: Final = re.compile(r"[/\s]+\Z")


def _web_address(url: str) -> tuple[SplitResult, str] | None:
    """The parts of an http(s) URL and its host with any unusual port."""
    try:
        parts = urlsplit(url.partition("#")[0].strip())
        host = (parts.hostname or "").lower().rstrip(".")
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or host != "".join(host.split()):
        return None
    return parts, host if port in (None, 80, 443) else f"{host}:{port}"


def host_of(url: str | None) -> str:
    """The host in ``url`` in small letters; "" where there is none or none can be told."""
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:  # "http://["
        return ""


def joined(base: str | None, link: str) -> str | None:
    """``link`` as it stands in a page at ``base``; None for what is no address at all."""
    try:
        address: str = urljoin(base or "", link.strip())
        urlsplit(address)
    except ValueError:
        return None
    return address


def _own_query(query: str) -> str:
    """``query`` without tracking parameters, with its "?"; the rest keeps its order."""
    parts = (part.strip() for part in query.split("&"))
    kept = [part for part in parts if part and not _TRACKING.match(part.partition("=")[0])]
    return "?" + "&".join(kept) if kept else ""


def link_url(url: str | None) -> str | None:
    """``url`` as a link to show: an http(s) address without tracking and fragment.

    None for anything else ("javascript:", a path).
    """
    found = _web_address(url) if url else None
    if not found:
        return None
    parts, where = found
    return f"{parts.scheme.lower()}://{where}{parts.path}{_own_query(parts.query)}"


def canonical_url(url: str) -> str | None:
    """``url`` in the form that all its copies share; None when it is no web address.

    Scheme, "www." and "m.", default port, fragment, tracking parameters and a
    last slash make no difference. Only for comparing: such an address need not
    answer.
    """
    found = _web_address(url)
    if not found:
        return None
    parts, where = found
    for prefix in ("www.", "m.", "amp."):
        where = where.removeprefix(prefix)
    return f"https://{where}{_TAIL.sub('', parts.path)}{_own_query(parts.query)}"
