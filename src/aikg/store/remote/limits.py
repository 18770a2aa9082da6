"""How long and how much: what a store may take and send before it is given up."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aikg.ground.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT: Final = "AIKG_STORE_TIMEOUT"
"""The environment variable with the seconds that one request may take."""


@dataclass(frozen=True)
class Limits:
    """What one request may take.

    Attributes:
        connect: seconds until the connection stands.
        whole: seconds from the first byte sent to the last received; of an answer that is read as a
            stream each part of 64 KiB.
        answer: bytes of an answer that is not read as a stream.
        tries: how often what is safe to repeat is tried in all.
        pause: seconds before the second try; each further one waits twice as long.

    Examples:
        >>> Limits().tries
        4
    """

    connect: float = 10.0
    whole: float = 300.0
    answer: int = 1 << 30
    tries: int = 4
    pause: float = 0.25

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] = os.environ) -> Limits:
        """Take the seconds for a request from `AIKG_STORE_TIMEOUT`.

        Raises:
            BadParameter: it is no number of seconds.

        Examples:
            >>> Limits.of_environment({"AIKG_STORE_TIMEOUT": "20"}).whole
            20.0
        """
        text = environment.get(TIMEOUT)
        if not text:
            return cls()
        try:
            seconds = float(text)
        except ValueError:
            seconds = 0.0
        if not 0 < seconds < float("inf"):
            raise BadParameter(f"{TIMEOUT} is no time", expected="seconds above 0", found=text)
        return cls(connect=min(cls.connect, seconds), whole=seconds)
