"""Distances between municipalities, worked out as `places.queries` lets the database do it: to the last bit."""

import math

from portal.offers.index.facts import Town
from portal.places.queries import KM_PER_DEGREE, Box, Circle


def square_km(latitude: float, longitude: float, town: Town) -> float:
    north = (town.latitude - latitude) * KM_PER_DEGREE
    east = (town.longitude - longitude) * (KM_PER_DEGREE * math.cos(math.radians(latitude)))
    return north * north + east * east


def lies_within(town: Town, circle: Circle) -> bool:
    high = circle.radius_km / KM_PER_DEGREE
    wide = high / math.cos(math.radians(circle.latitude))
    return (
        circle.latitude - high <= town.latitude <= circle.latitude + high
        and circle.longitude - wide <= town.longitude <= circle.longitude + wide
        and square_km(circle.latitude, circle.longitude, town) <= circle.radius_km**2
    )


def lies_in(town: Town, box: Box) -> bool:
    return box.south <= town.latitude <= box.north and box.west <= town.longitude <= box.east
