"""Colours, type and the width of words: what the parts of a picture share."""

from __future__ import annotations

from typing import Final

HEADLINE: Final = 20
"""Size of the type of amounts, in user units of SVG."""
REMARK: Final = 17
NAME: Final = 22
TITLE: Final = 26

FONTS: Final = "Helvetica, Arial, 'Liberation Sans', Roboto, 'Noto Sans', sans-serif"
"""Faces of nearly one width, so that what is measured here fits where the picture is shown."""

Palette = dict[str, str]

LIGHT: Final[Palette] = {
    "ground": "#ffffff",
    "plate": "#f5f6f8",
    "edge": "#cdd3da",
    "shade": "#dcebfa",
    "ink": "#1c2128",
    "soft": "#4d5661",
    "paid": "#0b4a27",
    "committed": "#1760c4",
    "possible": "#a24a08",
    "tie": "#6a7380",
}
DARK: Final[Palette] = {
    "ground": "#0f141a",
    "plate": "#1a212a",
    "edge": "#3b4552",
    "shade": "#173553",
    "ink": "#eaeff5",
    "soft": "#b3bdc9",
    "paid": "#b4f0c8",
    "committed": "#6cb0ff",
    "possible": "#f0a04b",
    "tie": "#98a3b1",
}

TEXT_ON: Final = (
    ("ink", "ground"),
    ("ink", "plate"),
    ("ink", "shade"),
    ("soft", "ground"),
    ("soft", "plate"),
)
"""Which colour of text stands on which ground."""


def style() -> str:
    """The style sheet: type, and the colours of both schemes.

    Examples:
        >>> "prefers-color-scheme: dark" in style()
        True
    """
    return "\n".join(
        [
            f"text {{ font-family: {FONTS}; }}",
            f".title {{ font-size: {TITLE}px; font-weight: bold; }}",
            f".name {{ font-size: {NAME}px; font-weight: bold; text-anchor: middle; }}",
            f".unnamed {{ font-size: {REMARK}px; font-style: italic; text-anchor: middle; }}",
            f".headline {{ font-size: {HEADLINE}px; font-weight: bold; }}",
            f".remark {{ font-size: {REMARK}px; }}",
            ".line { fill: none; stroke: currentColor; }",
            ".head { fill: currentColor; }",
            ".open { stroke-dasharray: 5 4; }",
            *_rules(LIGHT),
            "@media (prefers-color-scheme: dark) {",
            *_rules(DARK),
            "}",
        ]
    )


def _rules(palette: Palette) -> list[str]:
    kinds = ("paid", "committed", "possible", "tie")
    return [
        f".ground {{ fill: {palette['ground']}; }}",
        f".plate {{ fill: {palette['plate']}; stroke: {palette['edge']}; }}",
        f".party {{ fill: {palette['ground']}; stroke: {palette['ink']}; stroke-width: 2; }}",
        f".member {{ fill: {palette['shade']}; }}",
        f".open {{ fill: none; stroke: {palette['soft']}; stroke-width: 2; }}",
        f".title, .name, .headline {{ fill: {palette['ink']}; }}",
        f".remark, .unnamed {{ fill: {palette['soft']}; }}",
        *(f".{kind} {{ color: {palette[kind]}; }}" for kind in kinds),
    ]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, "contrast ratio").

    Examples:
        >>> contrast("#000000", "#ffffff")
        21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 2)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


_NARROW: Final = "iIjl.,:;!|'’`()[]ftr-/ "
_WIDE: Final = "mwMWQO@%&—"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide words are in a face like Helvetica, with a tenth to spare.

    Examples:
        >>> text_width("ill", 20) < text_width("ohm", 20) < text_width("ohm", 20, bold=True)
        True
    """
    ems = 0.0
    for letter in text:
        if letter in _NARROW:
            ems += 0.32
        elif letter in _WIDE:
            ems += 0.85
        elif letter.isupper():
            ems += 0.68
        else:
            ems += 0.56 if ord(letter) < 0x250 else 1.0
    return ems * size * (1.07 if bold else 1.0) * 1.1


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break words into lines no wider than that, but for a word that is wider by itself.

    Examples:
        >>> wrapped("Amazon Web Services", 20, 150)
        ['Amazon Web', 'Services']
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
