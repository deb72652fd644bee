"""Chance that can be repeated anywhere: the generator, the distributions, the quantiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor, sqrt

_WORD = 0xFFFFFFFF


def mulberry32(seed: int) -> Iterator[float]:
    """Numbers from 0 (included) to 1 (excluded), the same for a seed in every language with 32-bit integers.

    Source: Tommy Ettinger's mulberry32, public domain, in the form in which it is used in JavaScript.
    """
    state = seed & _WORD
    while True:
        state = (state + 0x6D2B79F5) & _WORD
        mixed = ((state ^ (state >> 15)) * (state | 1)) & _WORD
        mixed ^= (mixed + ((mixed ^ (mixed >> 7)) * (mixed | 61))) & _WORD
        yield (mixed ^ (mixed >> 14)) / 4294967296


def triangular(low: float, likely: float, high: float, chance: float) -> float:
    """The value below which a triangular distribution has the share `chance`: its inverse CDF.

    With F = (likely - low) / (high - low): for chance < F it is low + sqrt(chance (high - low)(likely - low)),
    else high - sqrt((1 - chance)(high - low)(high - likely)). A range of no width is its point.
    """
    width = high - low
    if width <= 0:
        return likely
    if chance * width < likely - low:
        return low + sqrt(chance * width * (likely - low))
    return high - sqrt((1 - chance) * width * (high - likely))


def years_spared(hazard: float, chance: float, most: int) -> int:
    """How many years a yearly hazard spares before it strikes: the least k with 1 - (1 - h)^(k + 1) > chance.

    `most` when it spares as many years as that.
    """
    spared = 1.0
    for years in range(most):
        spared *= 1 - hazard
        if 1 - spared > chance:
            return years
    return most


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie, linear between neighbours: type 7 of Hyndman and Fan 1996.

    `ordered` rises and is not empty.
    """
    place = (len(ordered) - 1) * share
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
