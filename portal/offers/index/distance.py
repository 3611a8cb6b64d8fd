"""Distances between municipalities, worked out as `places.queries` lets the database do it: to the last bit."""

import math
from collections.abc import Iterable, Iterator

from portal.offers.index.facts import Town
from portal.places.queries import KM_PER_DEGREE, Box, Circle


def square_km(latitude: float, longitude: float, town: Town) -> float:
    north = (town.latitude - latitude) * KM_PER_DEGREE
    east = (town.longitude - longitude) * (KM_PER_DEGREE * math.cos(math.radians(latitude)))
    return north * north + east * east


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
