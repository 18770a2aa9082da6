"""The words of other languages for magnitudes, currencies and hedges, where they mean one thing only.

Left out are words that two countries read otherwise, such as "billones" and the French "billion".
"""

from __future__ import annotations

from typing import Final

_MILLION = (
    "millones millón millon millionen millioner milhões milhão milioni milione miljoen miljoner mio"
)
_MILLIARD = (
    "milliard milliards milliarde milliarden mrd miliardi miliardo miljard miljarden miljarder"
    " bilhões bilhão"
)
_BILLION = "billionen trilhões trilhão"
MAGNITUDES: Final = {
    **dict.fromkeys(_MILLION.split(), 1e6),
    **dict.fromkeys(_MILLIARD.split(), 1e9),
    **dict.fromkeys(("mil millones", "mil milhões"), 1e9),
    **dict.fromkeys(_BILLION.split(), 1e12),
}
"""What each word multiplies by."""
UNSURE: Final = r"billones|billón|billon|biliões|bilião"
"""Words that are a thousand or a million millions, by who writes them."""

DOLLARS: Final = "dólares dolares dólar dollari"
"""Words for dollars of any country, apart by spaces."""

UP_TO: Final = (
    r"bis zu|höchstens|maximal|jusqu'à|au (?:plus|maximum)|hasta|como máximo|até|no máximo|fino a"
    r"|al massimo"
)
AT_LEAST: Final = r"mindestens|au moins|al menos|por lo menos|pelo menos|almeno|minstens|ten minste"
MORE_THAN: Final = r"mehr als|über|plus de|más de|mais de|oltre|più di|meer dan"
LESS_THAN: Final = r"weniger als|unter|moins de|menos de|meno di|minder dan"
ABOUT: Final = (
    r"rund|etwa|ungefähr|knapp|fast|environ|près de|cerca de|alrededor de|unos|aproximadamente"
    r"|circa di|quasi|ongeveer|bijna"
)
