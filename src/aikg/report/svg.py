"""Elements of SVG as text (Scalable Vector Graphics 1.1)."""

from __future__ import annotations

from html import escape


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """Write an element; an underscore in an attribute's name stands for a hyphen or ends a keyword.

    Examples:
        >>> element("rect", x=1.25, class_="plate", stroke_width=2)
        '<rect x="1.2" class="plate" stroke-width="2"/>'
        >>> element("text", words("R&D"))
        '<text>R&amp;D</text>'
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def words(text: str) -> str:
    """Escape text for the inside of an element."""
    return escape(text, quote=False)


def number(value: float) -> str:
    """Write a number with at most one digit behind the point.

    Examples:
        >>> number(3.0), number(2.46), number(-0.01)
        ('3', '2.5', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(value)
