"""What can happen to a booking, as one table. Pure: no database, no clock."""

import enum
from collections.abc import Mapping


class BookingState(enum.StrEnum):
    """Where a booking stands; the road that ends well is the first five, in order."""

    REQUESTED = "requested"
    HELD = "held"
    CONFIRMED = "confirmed"
    DEFINITIVE = "definitive"
    ATTENDED = "attended"
    WAITING = "waiting"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NO_SHOW = "no-show"


_S = BookingState

TRANSITIONS: Mapping[BookingState, frozenset[BookingState]] = {
    _S.REQUESTED: frozenset({_S.HELD, _S.CONFIRMED, _S.WAITING, _S.DECLINED, _S.CANCELLED}),
    _S.WAITING: frozenset({_S.HELD, _S.CONFIRMED, _S.DECLINED, _S.CANCELLED, _S.EXPIRED}),
    _S.HELD: frozenset({_S.CONFIRMED, _S.CANCELLED, _S.EXPIRED}),
    # A house without definitive counts goes from confirmed straight to the door.
    _S.CONFIRMED: frozenset({_S.DEFINITIVE, _S.ATTENDED, _S.NO_SHOW, _S.CANCELLED}),
    _S.DEFINITIVE: frozenset({_S.ATTENDED, _S.NO_SHOW, _S.CANCELLED}),
    # The door may correct itself: the class that was missed turns out to sit on the balcony.
    _S.ATTENDED: frozenset({_S.NO_SHOW}),
    _S.NO_SHOW: frozenset({_S.ATTENDED}),
    _S.DECLINED: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.EXPIRED: frozenset(),
}

TAKEN_BACK: Mapping[BookingState, frozenset[BookingState]] = {
    _S.ATTENDED: frozenset({_S.CONFIRMED, _S.DEFINITIVE}),
    _S.NO_SHOW: frozenset({_S.CONFIRMED, _S.DEFINITIVE}),
}
"""The door tapped the wrong class: nothing of it happened. No other step goes back."""

SEATED = frozenset({_S.HELD, _S.CONFIRMED, _S.DEFINITIVE, _S.ATTENDED, _S.NO_SHOW})
"""The states in which a booking holds its seats. A class that did not show up has kept them from others."""

OFF = frozenset({_S.DECLINED, _S.CANCELLED, _S.EXPIRED})
"""The states in which nothing will come of it any more."""

OWING = SEATED - {_S.HELD}
"""The states in which the price is owed: the school has said yes."""


def can_become(state: BookingState, then: BookingState) -> bool:
    return then in TRANSITIONS[state]


def can_go_back(state: BookingState, then: BookingState) -> bool:
    return then in TAKEN_BACK.get(state, frozenset())


def before(then: BookingState) -> tuple[BookingState, ...]:
    """The states from which `then` can follow, for the WHERE of the UPDATE that makes the step."""
    return tuple(state for state in BookingState if then in TRANSITIONS[state])
