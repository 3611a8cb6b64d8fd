"""The confirmation of a booking on one page: what, where, when, who, what it costs, and what to do before."""

import io
from collections.abc import Sequence
from datetime import datetime

import segno

from portal.bookings.codes import show_visit_code
from portal.bookings.paper.sheet import CREAM, DEEP, GOLD, INK, LEFT, RED, RIGHT, SOFT, WIDTH, Sheet
from portal.bookings.policy.charge import Until
from portal.bookings.queries import GroupCard, Visit
from portal.bookings.states import BookingState
from portal.web.formats import clock_time, count, day, day_time, euro, level_name, long_day, price

TITLES = {
    BookingState.REQUESTED: "Aanvraag",
    BookingState.WAITING: "Op de wachtlijst",
    BookingState.HELD: "Plaatsen vastgehouden",
    BookingState.CANCELLED: "Geannuleerd",
    BookingState.DECLINED: "Geweigerd",
    BookingState.EXPIRED: "Vervallen",
}
"""Every other state is a confirmation."""

SIDE = 138.0
"""Where the ticket with the code begins."""
MOST_CLASSES = 14


def confirmation(visit: Visit, steps: Sequence[Until], *, base_url: str, now: datetime) -> bytes:
    """`steps`: what cancelling costs from today on; empty when it can't be cancelled any more."""
    sheet = Sheet(f"{TITLES.get(visit.state, 'Bevestiging')} {visit.reference}", now)
    sheet.add_page()
    _head(sheet, visit)
    has_code = bool(visit.visit_code) and visit.state not in TITLES
    width = (SIDE - LEFT - 8) if has_code else WIDTH
    y = _facts(sheet, visit, width)
    if has_code:
        _ticket(sheet, visit, f"{base_url}/bezoek/{visit.visit_code}")
        y = max(y, 138)
    y = _classes(sheet, visit, y + 5)
    y = _money(sheet, visit, steps, y + 5)
    if visit.state not in TITLES:
        _before(sheet, visit, y + 5)
    _foot(sheet, visit, now)
    return bytes(sheet.output())


def _head(sheet: Sheet, visit: Visit) -> None:
    sheet.set_fill_color(*DEEP)
    sheet.rect(0, 0, 210, 34, style="F")
    sheet.set_fill_color(*GOLD)
    sheet.rect(0, 34, 210, 1.2, style="F")
    kind = TITLES.get(visit.state, "Bevestiging")
    sheet.say(f"{kind} · boeking {visit.reference}", (LEFT, 8), 11, colour=CREAM, width=WIDTH)
    size = 22.0
    sheet.set_font("text", "B", size)
    while sheet.get_string_width(visit.offer.title) > WIDTH and size > 13:
        size -= 1
        sheet.set_font("text", "B", size)
    sheet.say(visit.offer.title, (LEFT, 16), size, bold=True, colour=CREAM, width=WIDTH)


def _facts(sheet: Sheet, visit: Visit, width: float) -> float:
    y = 44.0
    sheet.say(f"{long_day(visit.starts_at)}", (LEFT, y), 15, bold=True, width=width)
    ends = f"{clock_time(visit.starts_at)}, tot ongeveer {clock_time(visit.ends_at)}"
    sheet.say(ends, (LEFT, y + 8.5), 12, bold=True, width=width)
    y += 18
    if visit.class_travels and not visit.is_cancelled:
        sheet.set_fill_color(255, 233, 168)
        sheet.rect(LEFT, y, width, 9, style="F", round_corners=True, corner_radius=2)
        early = f"Kom om {clock_time(visit.arrive_at)}, {visit.arrive_minutes_early} minuten voor het begin"
        sheet.say(early, (LEFT + 3, y + 2), 11.5, bold=True, width=width - 6)
        y += 14
    place = f"{visit.place}\n{visit.address}" if visit.address else visit.place
    for name, text, most in (
        ("Waar", place, 3),
        ("Route", visit.how_to_arrive if visit.class_travels else "", 5),
        ("Vragen", " · ".join(one for one in (visit.centre.phone, visit.centre.email) if one), 2),
        ("School", f"{visit.school.name}, geboekt door {visit.booker_name}", 2),
        ("Op de dag zelf", visit.contact, 1),
        ("Opmerking", visit.note, 4),
    ):
        if text:
            sheet.say(name, (LEFT, y), 10, colour=SOFT, width=26)
            y = sheet.tell(text, (LEFT + 27, y), width - 27, 10.5, most=most) + 2
    return y


def _ticket(sheet: Sheet, visit: Visit, address: str) -> None:
    """The visit code as the board in the classroom reads it, and as a phone does."""
    x, y, w, h = SIDE, 44.0, RIGHT - SIDE, 88.0
    sheet.set_fill_color(*CREAM)
    sheet.set_draw_color(*GOLD)
    sheet.set_line_width(0.8)
    sheet.rect(x, y, w, h, style="DF", round_corners=True, corner_radius=3)
    sheet.say("Jullie bezoekcode", (x, y + 5), 11, bold=True, width=w, align="C", colour=RED)
    code = show_visit_code(visit.visit_code)
    sheet.say(code, (x, y + 12), 19, bold=True, width=w, align="C", colour=DEEP)
    png = io.BytesIO()
    # Error correction M: readable from a crumpled print in a coat pocket.
    segno.make(address, error="m", micro=False).save(png, kind="png", scale=8, border=2, dark="#2a1020")
    png.seek(0)
    sheet.image(png, x + (w - 42) / 2, y + 23, 42, 42)
    sheet.tell("Opent het spel op het bord, de route en het boek bij de voorstelling.", (x + 4, y + 68), w - 8, 9)
    sheet.say(address.split("//", 1)[-1], (x + 2, y + 82.5), 7.5, width=w - 4, align="C", colour=SOFT)


def _classes(sheet: Sheet, visit: Visit, y: float) -> float:
    sheet.say("Wie zou er komen" if visit.is_cancelled else "Wie komt er", (LEFT, y), 12, bold=True)
    y += 7.5
    columns = (
        (LEFT + 1, 70, "Klas", "L"),
        (86, 36, "Leerlingen", "R"),
        (124, 34, "Begeleiders", "R"),
        (160, 34, "In een rolstoel", "R"),
    )
    for x, width, name, align in columns:
        sheet.say(name, (x, y), 9, colour=SOFT, width=width, align=align)
    sheet.rule(y + 5, GOLD, 0.5)
    y += 6.2
    for one in visit.groups[:MOST_CLASSES]:
        _numbers(sheet, (f"{one.name}, {level_name(one.level)}", *_counts(one)), y)
        y += 5.4
    if len(visit.groups) > MOST_CLASSES:
        sheet.say(f"en nog {len(visit.groups) - MOST_CLASSES} klassen", (LEFT + 1, y), 10.5, colour=SOFT)
        y += 5.4
    sheet.rule(y, GOLD, 0.5)
    together = f"Samen {count(visit.seats, 'plaats', 'plaatsen')}"
    _numbers(sheet, (together, visit.pupils, visit.companions, visit.wheelchair), y + 1.2, bold=True)
    return y + 7


def _counts(one: GroupCard) -> tuple[int, int, int]:
    return one.pupils, one.companions, one.wheelchair


def _numbers(sheet: Sheet, row: tuple[str, int, int, int], y: float, *, bold: bool = False) -> None:
    sheet.say(row[0], (LEFT + 1, y), 10.5, bold=bold, width=84)
    for (x, width), number in zip(((86, 36), (124, 34), (160, 34)), row[1:], strict=True):
        sheet.say(str(number), (x, y), 10.5, bold=bold, width=width, align="R")


def _money(sheet: Sheet, visit: Visit, steps: Sequence[Until], y: float) -> float:
    sheet.say("Wat het kost", (LEFT, y), 12, bold=True)
    y += 7
    if visit.is_cancelled:
        said = (
            f"{euro(visit.owed_cents)} voor het annuleren, op factuur."
            if visit.owed_cents
            else "Niets meer te betalen."
        )
        return sheet.tell(said, (LEFT, y), WIDTH, 10.5) + 1
    cost = f"{price(visit.bill_cents)}, de school betaalt later op factuur." if visit.bill_cents else "Gratis."
    y = sheet.tell(cost, (LEFT, y), WIDTH, 10.5) + 1
    if steps and visit.bill_cents:
        y = sheet.tell(f"Annuleren kost {_ladder(steps)}.", (LEFT, y), WIDTH, 10.5, most=4) + 1
    return y


def _ladder(steps: Sequence[Until]) -> str:
    """ "niets tot en met do 14 januari 2027, daarna € 45,00"."""
    if len(steps) == 1:
        return f"{euro(steps[0].cents) if steps[0].cents else 'niets'} tot de voorstelling begint"
    parts = []
    for step in steps:
        cost = euro(step.cents) if step.cents else "niets"
        parts.append(f"{cost} tot en met {day(step.last)}" if step.last else f"daarna {cost}")
    return ", ".join(parts)


def _before(sheet: Sheet, visit: Visit, y: float) -> None:
    sheet.say("Vooraf", (LEFT, y), 12, bold=True)
    y += 7.5
    todo = ["Speel een paar dagen vooraf het spel op het bord: de bezoekcode opent het."] if visit.visit_code else []
    todo += [visit.offer.before_text.replace("\n", " ")] if visit.offer.before_text else []
    todo += [f"Goed om te weten: {visit.offer.content_notes}".replace("\n", " ")] if visit.offer.content_notes else []
    todo.append("Komen er meer of minder? Pas het aan op de pagina van je boeking of bel het huis.")
    for text in todo:
        lines = int((276 - y) // 5)
        if lines < 1:
            return
        sheet.set_draw_color(*INK)
        sheet.set_line_width(0.3)
        sheet.rect(LEFT, y + 0.6, 3.4, 3.4)
        y = sheet.tell(text, (LEFT + 6, y), WIDTH - 6, 10.5, most=min(4, lines)) + 1.8


def _foot(sheet: Sheet, visit: Visit, now: datetime) -> None:
    sheet.rule(284, GOLD, 0.5)
    sheet.say(visit.centre.name, (LEFT, 286.5), 8.5, colour=SOFT, width=110)
    sheet.say(f"Stand van {day_time(now)}", (RIGHT - 70, 286.5), 8.5, colour=SOFT, width=70, align="R")
