"""What looks like a mistake in a booking. The page asks once; nothing of this is ever refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.accounts.models import ClassLevel
from portal.bookings.requests import GroupRequest


@dataclass(frozen=True)
class Doubts:
    """Names of classes that make us ask. `booked_before` have seats at this very performance."""

    booked_before: tuple[str, ...] = ()
    named_twice: tuple[str, ...] = ()
    another_level: tuple[str, ...] = ()
    wheelchairs_left: int | None = None
    """So many places for wheelchairs are left, and these classes need more; None: there are enough."""

    def __bool__(self) -> bool:
        names = self.booked_before or self.named_twice or self.another_level
        return bool(names) or self.wheelchairs_left is not None


def doubts_about(
    groups: Sequence[GroupRequest],
    held: Sequence[str],
    levels: frozenset[ClassLevel],
    wheelchairs_left: int | None = None,
) -> Doubts:
    """What to ask about these groups; `held` are names of classes that have seats there already.

    `wheelchairs_left`: places for wheelchairs; None: nobody knows. A hall can often make room by taking chairs out,
    so the house is asked and the booking is not refused.
    """
    names = [_plain(group.name) for group in groups]
    known = {_plain(name) for name in held}
    return Doubts(
        booked_before=tuple(group.name for group in groups if _plain(group.name) in known),
        named_twice=tuple(group.name for number, group in enumerate(groups) if _plain(group.name) in names[:number]),
        another_level=tuple(group.name for group in groups if levels and group.level not in levels),
        wheelchairs_left=wheelchairs_left if _lacks(groups, wheelchairs_left) else None,
    )


def _lacks(groups: Sequence[GroupRequest], left: int | None) -> bool:
    return left is not None and sum(group.wheelchair for group in groups) > left


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
