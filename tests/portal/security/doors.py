"""Every address of the portal, and who may pass. A route that is missing here fails the walk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from werkzeug.routing import Rule

from tests.portal.security.town import Town

TEACHERS = frozenset({"teacher", "far_teacher"})
BOSSES = frozenset({"boss", "far_boss"})
BOOKERS = frozenset({"staff", "far_staff"}) | BOSSES
OWN_BOOKERS = frozenset({"staff", "boss"})
DOORKEEPERS = frozenset({"staff", "far_staff"}) | BOSSES
OWN_DOOR = frozenset({"staff", "boss"})
EDITORS = frozenset({"editor", "far_editor"}) | BOSSES
STAFF = frozenset({"staff", "far_staff"}) | EDITORS
AUTHORS = frozenset({"author", "far_author"})
LIBRARIANS = frozenset({"librarian", "far_librarian"})
EVERYBODY = frozenset({"nobody", "admin"}) | TEACHERS | STAFF | AUTHORS | LIBRARIANS
SIGNED_IN = EVERYBODY - {"nobody"}
OWN_PROGRAMME = frozenset({"editor", "boss"})
OWN_TALK = frozenset({"teacher", "staff"}) | OWN_PROGRAMME
OWN_BOOKING = frozenset({"teacher", "staff", "admin"}) | OWN_PROGRAMME

OPEN = frozenset(
    {
        *("home.home", "home.static", "home.font", "home.upload", "health.healthz", "health.readyz"),
        # For this machine, which the walk is, or a token; test_metrics.py shows who else gets 404.
        "metrics.metrics",
        *("offers.search", "offers.offer", "offers.calendar_feed"),
        *("export.offer_jsonld", "export.offers_jsonld", "export.sitemap", "export.sitemap_part", "export.robots"),
        *("export.widget", "export.widget_script", "export.widget_colours", "export.centre_calendar"),
        *("titles.titles", "titles.title", "titles.title_picture", "choosing.titles", "choosing.shows"),
        *("titles.calendar", "desk.which_books"),
        # Feeds know no cookie: what is open is the shelf that everybody may look at.
        *("opds.door", "opds.begin", "opds.list_titles", "opds.one_title", "opds.search", "opds.authentication"),
        *("opds.cover", "opds.epub", "opds.how", "opds.how_for_pupil"),
        *("accounts.login", "accounts.login_submit", "accounts.logout"),
        # For who is not in: a link of a letter and the step before are the keys; accounts/keys shows what they open.
        *("keys.forgotten", "keys.forgotten_submit", "keys.sent", "keys.follow", "keys.reset", "keys.reset_submit"),
        *("keys.code", "keys.code_submit"),
        # A link is the key, and a registration opens nothing before a school says yes.
        *("coming.invitation", "coming.invitation_submit", "coming.register", "coming.register_submit"),
        *("coming.sent", "coming.confirm", "coming.confirm_submit"),
        *("api_offers.offers", "api_offers.offer", "api_offers.performance", "api_description.openapi"),
        # A visit code, a class code or a secret address is the key: who has it may come in.
        "agenda.calendar",
        # The rules of a round, what it promised and what it gave are for everybody.
        *("rounds.public", "rounds.file", "rounds.check", "rounds.check_submit"),
        # A script, the same for everybody; browsers refuse one that leads to the log-in.
        *("bookings.door.worker", "bookings.door.left"),
        *("visits.find", "visits.show", "visits.qr", "api_visits.pack", "api_visits.results"),
        *("reader.code", "reader.code_submit", "reader.animals", "reader.pin", "reader.pin_submit"),
        *("reader.go_on", "reader.read", "reader.place", "reader.picture", "reader.look_submit", "reader.leave"),
        *("reader.contents", "reader.search", "reader.outside", "reader.fixed"),
        *("together.pupil_questions", "together.pupil_question", "together.pupil_answer"),
        *("marks.kept", "marks.kept_on_paper", "marks.kept_as_text", "marks.new", "marks.new_submit"),
        *("marks.one", "marks.one_submit", "marks.whose", "marks.whose_submit", "kept.worker"),
        # Who has no animal of the class gets 401; test_sync.py shows it.
        *("kept.stand", "kept.tell_all", "kept.whole_book", "kept.stay_here"),
    }
)

EVERYBODYS = frozenset(name for name in OPEN if name.startswith("export."))
"""The same answer for everybody, for programs and pages of elsewhere: caches may keep it."""

MANAGERS = {
    "school": (frozenset(), frozenset()),  # For the office: the town has none.
    "centre": (BOSSES, frozenset({"boss"})),
    "company": (AUTHORS, frozenset({"author"})),
    "library": (LIBRARIANS, frozenset({"librarian"})),
    "platform": (frozenset(), frozenset()),
}
"""Of each kind of house, who manages its people, and who those of the near one."""

PEOPLE_DOORS = {
    f"people.{kind}_{name}": (everywhere if name == "houses" else near) | {"admin"}
    for kind, (everywhere, near) in MANAGERS.items()
    for name in ("houses", "page", "invite", "again", "withdraw", "take", "yes", "no")
    if kind in {"school", "platform"} or name not in {"yes", "no"}
}

CLOSED: dict[str, frozenset[str]] = {
    **PEOPLE_DOORS,
    "coming.waiting": EVERYBODY - {"nobody"},
    **dict.fromkeys(("privacy.overview", "privacy.download", "privacy.erase_submit"), EVERYBODY - {"nobody"}),
    "coming.waiting_remove": frozenset({"author"}),
    **dict.fromkeys(
        (
            *("own_account.overview", "own_account.name_submit", "own_account.password_submit"),
            *("own_account.everywhere", "own_account.step", "own_account.step_submit", "own_account.step_off"),
            *("own_account.step_codes", "own_account.token_submit"),
        ),
        SIGNED_IN,
    ),
    "own_account.token_revoke": frozenset({"teacher"}),
    "accounts.classes": TEACHERS,
    "accounts.classes_submit": TEACHERS,
    "accounts.class_change": frozenset({"teacher"}),
    "accounts.class_change_submit": frozenset({"teacher"}),
    "bookings.book": TEACHERS,
    "bookings.book_submit": TEACHERS,
    "bookings.own": TEACHERS,
    **dict.fromkeys(("school.basket.show", "school.basket.book", "school.basket.tidy_up"), TEACHERS),
    **dict.fromkeys(("school.basket.take_out", "school.basket.move", "school.basket.wait"), frozenset({"teacher"})),
    **dict.fromkeys(("school.overview", "school.sheet", "school.budget.amounts"), TEACHERS),
    "school.budget.amounts_submit": frozenset(),  # For the office: the town has none.
    "school.budget.of_class": frozenset({"teacher"}),
    **dict.fromkeys(("school.transport.practical", "school.transport.ride_submit"), frozenset({"teacher"})),
    **dict.fromkeys(("school.transport.needs_submit", "school.transport.ask"), frozenset({"teacher"})),
    "school.transport.answer": frozenset({"teacher"}),
    **dict.fromkeys(
        (
            *("school.transport.buses", "school.transport.buses_submit"),
            *("school.transport.buses_sheet", "school.transport.buses_paper"),
        ),
        DOORKEEPERS,
    ),
    **dict.fromkeys(("school.budget.cost_submit", "school.budget.cost_remove"), frozenset()),
    "agenda.make": TEACHERS,
    "agenda.remove": TEACHERS,
    "bookings.show": OWN_BOOKING,
    "bookings.calendar": OWN_BOOKING,
    "bookings.cancel": OWN_BOOKING,
    "bookings.cancel_submit": OWN_BOOKING,
    "bookings.approval.requests": BOOKERS,
    **dict.fromkeys(
        ("bookings.approval.say_yes", "bookings.approval.say_no", "bookings.holds.extend"),
        OWN_BOOKERS,
    ),
    **dict.fromkeys(
        ("bookings.holds.confirm", "bookings.counts.settle", "api_bookings.confirm", "api_bookings.counts"),
        frozenset({"teacher", "admin"}) | OWN_BOOKERS,
    ),
    "bookings.holds.head": TEACHERS,
    "bookings.holds.head_submit": frozenset(),  # For the office: the town has none.
    **dict.fromkeys(("bookings.counts.numbers", "bookings.counts.numbers_submit"), OWN_BOOKING),
    "api_bookings.decline_request": frozenset({"admin"}) | OWN_BOOKERS,
    **dict.fromkeys(("bookings.waiting.ask", "bookings.waiting.ask_submit"), TEACHERS),
    "bookings.waiting.place": OWN_BOOKING,
    **dict.fromkeys(
        ("bookings.waiting.say_yes", "bookings.waiting.say_no", "bookings.waiting.go"),
        frozenset({"teacher", "admin"}) | OWN_BOOKERS,
    ),
    "bookings.waiting.lists": BOOKERS,
    **dict.fromkeys(("bookings.waiting.one_list", "bookings.waiting.by_hand"), OWN_BOOKERS),
    "proposals.propose": TEACHERS,
    "proposals.propose_submit": TEACHERS,
    "proposals.own": TEACHERS,
    "proposals.at_centre": STAFF,
    "proposals.talk": OWN_TALK,
    "proposals.talk_submit": OWN_TALK,
    **dict.fromkeys(("rounds.own", "rounds.wish", "rounds.wish_submit", "rounds.withdraw"), TEACHERS),
    **dict.fromkeys(("rounds.house.rounds", "rounds.house.new", "rounds.house.new_submit"), BOOKERS),
    **dict.fromkeys(
        ("rounds.house.watch", "rounds.house.act", "rounds.house.edit", "rounds.house.edit_submit"), OWN_BOOKERS
    ),
    **dict.fromkeys(
        (
            *("bookings.house.evening", "bookings.house.phone", "bookings.house.phone_submit"),
            *("bookings.house.new_school_submit", "bookings.house.write", "bookings.house.write_submit"),
            *("bookings.house.move", "bookings.house.move_submit", "bookings.house.remind_submit"),
            *("bookings.house.off", "bookings.house.off_submit"),
            *("bookings.seating.places", "bookings.seating.places_submit"),
        ),
        OWN_BOOKERS,
    ),
    "bookings.house.agree_submit": frozenset({"teacher"}) | OWN_BOOKERS,
    **dict.fromkeys(("bookings.seating.plan", "bookings.seating.plan_submit"), OWN_PROGRAMME),
    "bookings.centre.overview": STAFF,
    **dict.fromkeys(
        ("bookings.who.bookings", "bookings.who.bookings_sheet", "bookings.who.bookings_workbook"), STAFF
    ),
    **dict.fromkeys(("bookings.centre.ledger", "bookings.centre.ledger_sheet"), STAFF),
    "bookings.door.start": DOORKEEPERS,
    "bookings.door.board": OWN_DOOR,
    "bookings.door.stand": OWN_DOOR,
    "bookings.door.tap": OWN_DOOR,
    "bookings.paper.door_list": OWN_DOOR,
    "bookings.paper.confirmation": OWN_BOOKING,
    "bookings.policy.rules": STAFF,
    "bookings.policy.rules_submit": BOSSES,
    "bookings.policy.version": STAFF,
    "packs.learned_at_centre": STAFF,
    **dict.fromkeys(
        (
            *("invoices.index", "invoices.sheet", "invoices.workbook", "invoices.drafts", "invoices.drafts_submit"),
            *("invoices.preview", "invoices.send_rest", "invoices.settings.centre"),
            *("invoices.bank.statements", "invoices.bank.statements_submit"),
        ),
        BOOKERS,
    ),
    "invoices.settings.centre_submit": BOSSES,
    **dict.fromkeys(
        (
            *("invoices.booking_paid", "invoices.booking_repaid", "invoices.bank.decide", "invoices.invoice"),
            *("invoices.pay", "invoices.repay", "invoices.take_back", "invoices.send_one", "invoices.remind_one"),
            *("invoices.pdf", "invoices.ubl"),
        ),
        OWN_BOOKERS,
    ),
    **dict.fromkeys(("invoices.school.own", "invoices.school.billing", "invoices.school.billing_submit"), TEACHERS),
    **dict.fromkeys(("invoices.school.pdf", "invoices.school.ubl"), frozenset({"teacher"})),
    "export.embed": STAFF,
    "imports.start": EDITORS,
    "imports.start_submit": EDITORS,
    "imports.run": OWN_PROGRAMME,
    "imports.run_submit": OWN_PROGRAMME,
    "imports.run_sheet": OWN_PROGRAMME,
    "imports.template_as_csv": EDITORS,
    "imports.template_as_xlsx": EDITORS,
    **dict.fromkeys(
        ("publish.season", "publish.new", "publish.new_submit", "publish.productions", "publish.programme_submit"),
        EDITORS,
    ),
    **dict.fromkeys(
        (
            *("publish.edit", "publish.edit_submit", "publish.preview", "publish.publishing"),
            *("publish.publishing_submit", "publish.withdrawing", "publish.withdrawing_submit"),
            *("publish.remove_submit", "publish.history", "publish.take_over_submit"),
            *("publish.production", "publish.production_submit"),
            *("moments.dates", "moments.dates_submit", "moments.date", "moments.date_submit"),
            *("moments.date_state_submit", "moments.copy", "moments.copy_submit"),
            *("halls.hall", "halls.hall_submit", "halls.hall_remove"),
            *("photos.gallery", "photos.gallery_submit", "photos.photo_submit"),
        ),
        OWN_PROGRAMME,
    ),
    "halls.halls": EDITORS,
    "halls.halls_submit": EDITORS,
    "company.new": AUTHORS,
    "company.new_submit": AUTHORS,
    **dict.fromkeys(
        (
            *("company.facts", "company.facts_submit", "company.share_submit"),
            *("photos.company_gallery", "photos.company_gallery_submit", "photos.company_photo_submit"),
        ),
        frozenset({"author"}),
    ),
    "titles.assign": TEACHERS,
    "titles.wait": TEACHERS,
    **dict.fromkeys(("lending.wait", "lending.wait_accept", "lending.wait_leave"), frozenset({"teacher"})),
    **dict.fromkeys(
        ("lending.class_set_period", "lending.class_set_copies", "lending.class_set_leave"), frozenset({"teacher"})
    ),
    **dict.fromkeys(
        (
            *("lending_desk.stand", "lending_desk.withdraw", "lending_desk.restore"),
            *("lending_desk.lot_revoke", "lending_desk.lot_restore"),
        ),
        frozenset({"librarian"}),
    ),
    "opds.own_shelf": frozenset(),  # No log-in of the pages opens it; test_access.py shows what does.
    "lending.class_sets": TEACHERS,
    **dict.fromkeys(
        ("shared_notes.notes", "shared_notes.on_board", "shared_notes.give_back"), frozenset({"teacher"})
    ),
    "lending.class_set": frozenset({"teacher"}),
    "lending.class_set_board": frozenset({"teacher"}),
    "lending.class_set_qr": frozenset({"teacher"}),
    "reader.cards": frozenset({"teacher"}),
    "lending.class_set_return": frozenset({"teacher"}),
    "lending.class_set_erase": frozenset({"teacher"}),
    "lending.class_set_pin": frozenset({"teacher"}),
    **dict.fromkeys(
        (
            *("together.overview", "together.goals", "together.goals_submit", "together.ask_submit"),
            *("together.take_over_submit", "together.question", "together.question_submit"),
            *("together.question_remove", "together.board", "together.curtain"),
            *("together.report_page", "together.report_sheet"),
        ),
        frozenset({"teacher"}),
    ),
    "desk.shelf": LIBRARIANS,
    "desk.add": LIBRARIANS,
    **dict.fromkeys(("desk.add_submit", "desk.add_one"), LIBRARIANS),
    "desk.title": frozenset({"librarian"}),
    **dict.fromkeys(("desk.lot_submit", "desk.facts", "desk.facts_submit"), frozenset({"librarian"})),
    **dict.fromkeys(
        (
            *("together_desk.questions", "together_desk.questions_submit", "together_desk.question"),
            *("together_desk.question_submit", "together_desk.question_remove"),
        ),
        frozenset({"librarian"}),
    ),
    **dict.fromkeys(("choosing_desk.pushes", "choosing_desk.push_submit"), LIBRARIANS),
    **dict.fromkeys(
        ("choosing_desk.push_end", "choosing_desk.shows", "choosing_desk.shows_submit"), frozenset({"librarian"})
    ),
    **dict.fromkeys(
        ("choosing_houses.production_titles", "choosing_houses.production_titles_submit"), frozenset({"author"})
    ),
    **dict.fromkeys(("choosing_houses.offer_titles", "choosing_houses.offer_titles_submit"), OWN_PROGRAMME),
    "packs.productions": AUTHORS,
    "packs.production": frozenset({"author"}),
    "packs.pack": frozenset({"author"}),
    "packs.pack_submit": frozenset({"author"}),
    "platform.overview": frozenset({"admin"}),
    "api_bookings.create": TEACHERS,
    "api_bookings.list_own": TEACHERS | STAFF,
    "api_bookings.show": OWN_BOOKING,
    "api_bookings.cancel": OWN_BOOKING,
    "api_bookings.ledger": OWN_PROGRAMME | {"staff", "admin"},
}

BASIC = frozenset({"opds.own_shelf"})
"""Asks for a name and a password with every request."""

SLUGS = {
    "proposals": "talked",
    "rounds": "round",
    "publish": "production",
    "company": "production",
    "photos": "production",
    "offers": "offer",
    "export": "offer",
    "bookings": "offer",
    "titles": "title",
    "opds": "title",
    "desk": "title",
    "lending_desk": "title",
    "choosing_desk": "title",
    "together_desk": "title",
    "choosing_houses": "production",
    "packs": "production",
}


@dataclass(frozen=True)
class Door:
    endpoint: str
    method: str
    path: str
    allowed: frozenset[str]
    is_open: bool = field(default=False)

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def values_of(rule: Rule, side: dict[str, Any]) -> dict[str, Any]:
    """What stands in the address for the houses of one side."""
    feature = rule.endpoint.partition(".")[0]
    known = {
        "reference": side["talk"] if feature == "proposals" else side["reference"],
        "slug": _slug(rule.endpoint, side),
        "accent": "a5142a",
        "school_id": 1,
        "key": side["offer"],
        "code": side["set_code"]
        if feature in {"reader", "opds", "together", "marks", "kept"}
        else side["visit_code"],
        "name": "kaft.png" if feature in {"titles", "reader"} else "portal.css",
        "animal": "vos",
        "number": 1,
        "link": 0,
        "question_id": side["own_question_id" if feature == "together_desk" else "question_id"],
        "version": "2.0",
        "width": 200,
        "secret": side["invitation" if rule.endpoint.startswith("coming.invitation") else "join"],
    }
    return {name: known.get(name, side.get(name)) for name in rule.arguments}


def _slug(endpoint: str, side: dict[str, Any]) -> str:
    feature, _, name = endpoint.partition(".")
    if feature == "people":
        kind = name.partition("_")[0]
        return "foyer" if kind == "platform" else str(side[f"{kind}_slug"])
    of_a_centre = feature == "api_bookings" or endpoint.startswith(("export.widget", "export.centre"))
    return str(side["centre"] if of_a_centre else side.get(SLUGS.get(feature, ""), ""))


def doors(town: Town) -> Iterator[Door]:
    """Every address of the near houses, with each method it takes."""
    adapter = town.app.url_map.bind("localhost")
    for rule in sorted(town.app.url_map.iter_rules(), key=lambda one: one.rule):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            path = adapter.build(rule.endpoint, values_of(rule, town.near), method=method)
            allowed = CLOSED.get(rule.endpoint, EVERYBODY)
            yield Door(rule.endpoint, method, path, allowed, rule.endpoint not in CLOSED)
