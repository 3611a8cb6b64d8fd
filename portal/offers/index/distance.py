"""Distances between municipalities, worked out as `places.queries` lets the database do it: to the last bit."""

import math
from collections.abc import Collection, Iterable, Iterator

from portal.offers.index.facts import Town
from portal.places.queries import KM_PER_DEGREE, Box, Circle


def square_km(latitude: float, longitude: float, town: Town) -> float:
    return squares_km(latitude, longitude, (town,))[0]


def squares_km(latitude: float, longitude: float, towns: Iterable[Town]) -> list[float]:
    """From one spot to each town: the cosine is worked out once."""
    wide = KM_PER_DEGREE * math.cos(math.radians(latitude))
    found = []
    for town in towns:
        north = (town.latitude - latitude) * KM_PER_DEGREE
        east = (town.longitude - longitude) * wide
        found.append(north * north + east * east)
    return found


def nearest_town(latitude: float, longitude: float, towns: Collection[Town]) -> Town:
    """Of equals the first by number, as SQL has it."""
    return min(
        zip(squares_km(latitude, longitude, towns), towns, strict=True), key=lambda pair: (pair[0], pair[1].nis)
    )[1]


def towns_within(towns: Iterable[Town], circle: Circle) -> Iterator[Town]:
    high = circle.radius_km / KM_PER_DEGREE
    wide = high / math.cos(math.radians(circle.latitude))
    south, north = circle.latitude - high, circle.latitude + high
    west, east = circle.longitude - wide, circle.longitude + wide
    for town in towns:
        if (
            south <= town.latitude <= north
            and west <= town.longitude <= east
            and square_km(circle.latitude, circle.longitude, town) <= circle.radius_km**2
        ):
            yield town


def lies_in(town: Town, box: Box) -> bool:
    return box.south <= town.latitude <= box.north and box.west <= town.longitude <= box.east
