"""Plain text: it must be text."""

from collections.abc import Iterator

_CONTROL = frozenset(range(32)) - {9, 10, 12, 13}


def said(content: bytes) -> Iterator[tuple[str, str]]:
    """Raises ValueError when it is no text."""
    text = _decoded(content)
    if any(ord(sign) in _CONTROL for sign in text):
        raise ValueError("no text")
    yield "text", text


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")
