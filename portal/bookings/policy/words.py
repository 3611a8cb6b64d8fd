"""The rules of a house as a teacher reads them: short Dutch sentences, in the order in which things happen."""

from collections.abc import Iterator

from portal.accounts.models import ClassLevel
from portal.bookings.policy.rules import (
    Allocation,
    Basis,
    Bundle,
    Cancelling,
    Companions,
    HouseRules,
    Late,
    MonthDay,
    PriceRule,
    Waiting,
    WaitingOrder,
)
from portal.web.formats import MONTHS, NO_BREAK, euro, word


def sentences(rules: HouseRules) -> list[str]:
    """All rules, each a sentence that stands by itself."""
    return [
        _allocation(rules),
        *_prices(rules.prices),
        _companions(rules.companions),
        *_counts(rules),
        _billed(rules),
        *_cancelling(rules.cancelling),
        *_audience(rules),
        *_waiting(rules.waiting),
        _invoicing(rules),
    ]


def _allocation(rules: HouseRules) -> str:
    said = {
        Allocation.FIRST_COME: "Wie eerst boekt, heeft de plaatsen.",
        Allocation.APPROVAL: "Je vraagt plaatsen aan; het huis bevestigt ze of stelt iets anders voor.",
        Allocation.PREFERENCE: (
            "Scholen geven hun voorkeuren door; een loting die iedereen kan nagaan verdeelt de plaatsen. "
            "Elke klas krijgt eerst één voorstelling voor iemand een tweede krijgt."
        ),
    }[rules.allocation]
    if not rules.hold_hours:
        return said
    return f"{said} Je hebt {_hours(rules.hold_hours)} om te bevestigen; zo lang blijven de plaatsen van jou."


def _hours(hours: int) -> str:
    if hours % 24 == 0:
        return "1 dag" if hours == 24 else f"{hours // 24} dagen"
    return f"{hours} uur"


def _prices(prices: tuple[PriceRule, ...]) -> Iterator[str]:
    for rule in prices:
        who = _listed([word(level) for level in ClassLevel if level in rule.levels])
        what = _listed([word(kind) for kind in sorted(rule.kinds)])
        for_whom = " · ".join(filter(None, (who, what))) or "alles"
        yield f"Prijs voor {for_whom}: {euro(rule.cents)}."


def _companions(companions: Companions | None) -> str:
    if companions is None:
        return "Hoeveel begeleiders gratis meekomen, staat bij elk aanbod."
    if companions.all_free:
        return "Begeleiders zijn gratis."
    per = "per klas" if companions.counted_per_class else "over de hele boeking"
    return (
        f"Per {companions.pupils_per_free} leerlingen (ook als die groep niet vol is) is één begeleider gratis, "
        f"geteld {per}. Wie er nog bij komt, betaalt als een leerling."
    )


def _counts(rules: HouseRules) -> Iterator[str]:
    counts = rules.counts
    if counts.definitive_by is None and counts.definitive_days_before is None:
        yield "Je past de aantallen zelf aan tot het boeken sluit."
        return
    when = []
    if counts.definitive_by is not None:
        when.append(_day(counts.definitive_by))
    if counts.definitive_days_before is not None:
        when.append(f"{_days(counts.definitive_days_before)} voor de voorstelling")
    after = " Daarna past enkel het huis ze nog aan." if counts.locked else ""
    first = " (wat eerst komt)" if len(when) == 2 else ""
    yield f"De aantallen zijn voorlopig tot en met {' of '.join(when)}{first}; dan worden ze definitief.{after}"


def _billed(rules: HouseRules) -> str:
    if rules.basis is Basis.BOOKED:
        return "We rekenen het aantal leerlingen aan dat geboekt is."
    share = rules.tolerance
    if share.percent == 100 and not share.by_level:
        return "We rekenen enkel de leerlingen aan die er zijn."
    usual = "iedereen" if share.percent == 100 else f"tot {share.percent}{NO_BREAK}% van de klas"
    others = [
        f"{word(level)} tot {share.by_level[level]}{NO_BREAK}%" for level in ClassLevel if level in share.by_level
    ]
    more = f" ({_listed(others)})" if others else ""
    return f"Wie ziek is, betaalt niet: {usual}{more} mag wegblijven. Lege plaatsen daarboven rekenen we aan."


def _cancelling(cancelling: Cancelling) -> Iterator[str]:
    if cancelling.percent == 0 and not cancelling.steps:
        yield "Annuleren is gratis."
    else:
        said = ["gratis" if cancelling.percent == 0 else f"{cancelling.percent}{NO_BREAK}% van de prijs"]
        said += [f"{_how_late(step)} {step.percent}{NO_BREAK}%" for step in cancelling.steps]
        yield f"Annuleren: {_listed(said, last=', ')}."
    if cancelling.no_show_percent:
        yield f"Niet komen zonder iets te laten weten: {cancelling.no_show_percent}{NO_BREAK}% van de prijs."
    if cancelling.force_majeure_free and (cancelling.percent or cancelling.steps):
        yield "Bij overmacht (staking, sneeuw, een epidemie) betaal je niets; het huis beslist wat overmacht is."


def _how_late(step: Late) -> str:
    if step.after is not None:
        return f"na {_day(step.after)}"
    return f"minder dan {_days(step.fewer_days_than or 0)} vooraf"


def _audience(rules: HouseRules) -> Iterator[str]:
    if rules.audience.minimum is not None:
        yield (
            f"Bij minder dan {rules.audience.minimum} toeschouwers kan het huis een voorstelling afgelasten, ten "
            f"laatste {_days(rules.audience.days_before)} vooraf. Dan betaal je niets."
        )


def _waiting(waiting: Waiting | None) -> Iterator[str]:
    if waiting is None:
        return
    said = f"Van de wachtlijst krijg je plaatsen voor je hele klas; je hebt {_hours(waiting.hours_to_answer)} "
    if waiting.order is WaitingOrder.STRICT:
        yield f"{said}om ja te zeggen. Niemand steekt voor."
    else:
        yield f"{said}om ja te zeggen. Is een klas te groot voor wat vrijkomt, is de eerste aan de beurt die past."


def _invoicing(rules: HouseRules) -> str:
    said = {
        Bundle.BOOKING: "Na elk bezoek krijgt de school een factuur",
        Bundle.TERM: "De school krijgt per trimester één factuur voor alle bezoeken samen",
        Bundle.YEAR: "De school krijgt op het einde van het schooljaar één factuur voor alle bezoeken samen",
    }[rules.invoicing.bundle]
    return f"{said}, te betalen binnen {_days(rules.invoicing.pay_within_days)}."


def _days(days: int) -> str:
    return "1 dag" if days == 1 else f"{days} dagen"


def _day(day: MonthDay) -> str:
    return f"{day.day}{NO_BREAK}{MONTHS[day.month - 1]}"


def _listed(words: list[str], *, last: str = " en ") -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])}{last}{words[-1]}"
