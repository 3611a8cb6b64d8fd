"""The amounts of the maximum bill, school year by school year.

The "scherpe maximumfactuur" of article 27bis of the decree on primary education of 25 February 1997; circular
BaO/2007/05 of the Flemish education department tells the amounts of each year after they followed the price index.
They come in steps of five euro, so a year without an entry has those of the year before it. An amount that is wrong
here is put right by the school itself: its own counts (`BudgetLimit`).

A new year is one line. Where each was read, in November 2026:
2016-2017: news of Katholiek Onderwijs Vlaanderen, 26 April 2016. 2019-2020: a school's rules ("from 1 September
2019"), and 2020-2021 and 2021-2022 on the department's own page for parents. 2022-2023: two schools' pages, one of
which names the year. 2023-2024: a school's page with the amounts after those (55, 105, and 520 for trips of several
days), which does not name the year; the circular was last changed on 31 March 2023, for that year. No page told of a
later change, so pages say from which year an amount is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.bookings.budget.rules import Stage


@dataclass(frozen=True)
class Amounts:
    """What counts from a school year on, in cents per pupil and year."""

    since: str
    cents: Mapping[Stage, int]


AMOUNTS = (
    Amounts("2016-2017", {Stage.KLEUTER: 45_00, Stage.LAGER: 85_00}),
    Amounts("2019-2020", {Stage.KLEUTER: 45_00, Stage.LAGER: 90_00}),
    Amounts("2022-2023", {Stage.KLEUTER: 50_00, Stage.LAGER: 95_00}),
    Amounts("2023-2024", {Stage.KLEUTER: 55_00, Stage.LAGER: 105_00}),
)


def amounts_of(year: str) -> Amounts:
    """Of a school year ("2026-2027"): the newest that are not of a later one."""
    return next((one for one in reversed(AMOUNTS) if one.since <= year), AMOUNTS[0])
