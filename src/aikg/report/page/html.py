"""Elements of HTML as text, with everything escaped that is not already markup."""

from __future__ import annotations

import json
from html import escape
from typing import Final

_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Html(str):
    """Markup: text that needs no escaping any more."""

    __slots__ = ()


def tag(name: str, *content: str, **attributes: str | float | bool | None) -> Html:
    """Write an element; what is no markup yet is escaped.

    An underscore in an attribute's name stands for a hyphen, or ends a keyword. An attribute that is
    True stands without a value; one that is False or None is left out.

    Examples:
        >>> tag("p", "R&D ", tag("b", "<now>"), class_="x", hidden=True)
        '<p class="x" hidden>R&amp;D <b>&lt;now&gt;</b></p>'
        >>> tag("a", "it", title='"quoted"')
        '<a title="&quot;quoted&quot;">it</a>'
    """
    told = ""
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        told += f" {attribute}" if value is True else f' {attribute}="{escape(str(value))}"'
    if name in _VOID:
        return Html(f"<{name}{told}>")
    return Html(f"<{name}{told}>{joined(*content)}</{name}>")


def joined(*parts: str) -> Html:
    """Put markup and text one behind the other; the text is escaped.

    Examples:
        >>> joined("a < b", tag("br"))
        'a &lt; b<br>'
    """
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def data(value: object) -> Html:
    r"""Write a value as JSON that can stand inside a script element, whatever text is in it.

    Examples:
        >>> data({"name": "</script><!--"})
        '{"name":"\\u003c/script\\u003e\\u003c!--"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Html(text)
