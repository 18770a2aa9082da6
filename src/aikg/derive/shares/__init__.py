"""Shares of a total whose parts are known within bounds, and how concentrated they are: pure."""

from aikg.derive.shares.concentration import concentration
from aikg.derive.shares.parts import Extremes, share

__all__ = ["Extremes", "concentration", "share"]
