"""`/school/collegas`, `/centrum/collegas`, ...: who acts for a house. Each kind of house has the same pages."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from portal.accounts.people import errors
from portal.accounts.people.forms import InviteForm
from portal.accounts.people.houses import (
    DESKS,
    PLATFORM,
    ROLES,
    TABLES,
    Desk,
    House,
    HouseKind,
    house_by_slug,
    managed_houses,
    managed_ids,
    may_manage,
)
from portal.accounts.people.joining import REASON_MAX, approve, refuse
from portal.accounts.people.queries import (
    colleagues,
    how_many_join,
    how_many_join_unanswered,
    invitations,
    joins_at,
)
from portal.accounts.people.service import invite, invite_again, take_away, withdraw
from portal.accounts.queries import person_by_id
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import person, settings, signed_in
from portal.web.formats import FILTERS, names
from portal.web.refusals import Page, show
from portal.web.todo import ADMIN_WAITS, SCHOOL_WAITS, Wait

blueprint = Blueprint("people", __name__, template_folder="templates")

ONE, MORE = "leerkracht wil bij je school en wacht op je ja", "leerkrachten willen bij je school en wachten op je ja"
SCHOOL_WAITS.append(Wait("/school/collegas", ONE, MORE, how_many_join))
ADMIN_WAITS.append(
    Wait(
        "/beheer/collegas",
        "leerkracht wacht op een ja bij een school zonder secretariaat",
        "leerkrachten wachten op een ja bij een school zonder secretariaat",
        how_many_join_unanswered,
    )
)

show(
    errors.NotManaging, Page(403, "Hier heb je geen sleutel van", "Je beheert de collega's van dit huis niet (meer).")
)
show(
    errors.LastManager,
    Page(409, "Iemand moet de sleutels houden", "Geef eerst een collega dezelfde rol; daarna kan deze weg."),
)
show(errors.RoleGone, Page(409, "Dat was al gebeurd", "Een collega nam deze rol net voor jou weg."))
show(errors.InvitationGone, Page(410, "Deze uitnodiging is er niet meer", "Ze is gebruikt, ingetrokken of verlopen."))
show(errors.JoinGone, Page(409, "Deze aanvraag is al beantwoord", "Een collega was je voor, of ze is ingetrokken."))

SEARCH_MAX, FOUND_MAX = 80, 20


def _house(desk: Desk, slug: str) -> House:
    house = house_by_slug(db.session, desk.kind, slug) or abort(404)
    if not may_manage(person(), house):
        abort(403)
    return house


def houses(desk: Desk) -> ResponseReturnValue:
    """The house whose people somebody looks after; where there are more, which."""
    if desk.kind is HouseKind.PLATFORM:
        return _platform()
    mine = managed_houses(db.session, person(), desk.kind)
    if len(mine) == 1:
        return page(desk, mine[0].slug)
    if not mine:
        return redirect(f"{DESKS[HouseKind.PLATFORM].path}/collegas", code=303) if person().is_admin else abort(403)
    return render_template("people/houses.html", houses=mine)


def _platform() -> ResponseReturnValue:
    if not person().is_admin:
        abort(403)
    wanted = " ".join(request.args.get("zoek", "").split())[:SEARCH_MAX]
    return render_template(
        "people/platform.html",
        wanted=wanted,
        found=_find(wanted) if wanted else [],
        joins=joins_at(db.session, PLATFORM),
        house=PLATFORM,
        reason_max=REASON_MAX,
    )


def _find(wanted: str) -> list[House]:
    """Houses of all kinds with these words in their name."""
    found = []
    for kind, table in TABLES.items():
        asked = select(table.id, table.slug, table.name).order_by(table.name).limit(FOUND_MAX)
        for word in wanted.casefold().split():
            asked = asked.where(func.lower(table.name).contains(word, autoescape=True))
        found += [House(kind, *row) for row in db.session.execute(asked)]
    return found


def page(desk: Desk, slug: str) -> ResponseReturnValue:
    house = _house(desk, slug)
    return _page(house, InviteForm(formdata=None).offer(house))


def _page(house: House, form: InviteForm, status: int = 200) -> ResponseReturnValue:
    now = utc_now()
    return render_template(
        "people/page.html",
        house=house,
        form=form,
        people=colleagues(db.session, house),
        invited=invitations(db.session, house, now=now),
        joins=joins_at(db.session, house) if house.kind is HouseKind.SCHOOL else [],
        roles=ROLES,
        reason_max=REASON_MAX,
        me=person().id,
    ), status


def invite_submit(desk: Desk, slug: str) -> ResponseReturnValue:
    house = _house(desk, slug)
    form = InviteForm().offer(house)
    if not form.validate_on_submit():
        return _page(house, form, 422)
    try:
        with write_transaction(db.session) as session:
            is_mailed = invite(
                session,
                house,
                form.email.data,
                form.chosen,
                actor_id=person().id,
                secret_key=settings().secret_key,
                now=utc_now(),
            )
    except errors.TooManyLetters as flood:
        form.email.errors = [_too_many(flood)]
        return _page(house, form, 422)
    what = names([ROLES[role].name for role in form.chosen])
    if is_mailed:
        flash(f"De uitnodiging is onderweg naar {form.email.data}, als {what}. De link werkt veertien dagen.")
    else:
        flash(f"{form.email.data} hoort al bij {house.name} en is nu ook {what}.")
    return redirect(_list_of(house), code=303)


def _too_many(flood: errors.TooManyLetters) -> str:
    if flood.again_at is None:
        return (
            "Naar dit adres of uit jullie huis vertrokken vandaag al veel uitnodigingen. Probeer het morgen opnieuw."
        )
    return f"Er vertrok net al een uitnodiging. Een nieuwe kan vanaf {FILTERS['time'](flood.again_at)}."


def again(desk: Desk, slug: str, invitation_id: int) -> ResponseReturnValue:
    house = _house(desk, slug)
    try:
        with write_transaction(db.session) as session:
            invite_again(
                session,
                house,
                invitation_id,
                actor_id=person().id,
                secret_key=settings().secret_key,
                now=utc_now(),
            )
    except errors.TooManyLetters as flood:
        flash(_too_many(flood), "error")
    except errors.InvitationGone:
        flash("Deze uitnodiging is er niet meer: ze is aanvaard of ingetrokken.", "info")
    else:
        flash("Er is een nieuwe uitnodiging onderweg. De vorige link werkt niet meer.")
    return redirect(_list_of(house), code=303)


def withdraw_submit(desk: Desk, slug: str, invitation_id: int) -> ResponseReturnValue:
    house = _house(desk, slug)
    try:
        with write_transaction(db.session) as session:
            withdraw(session, house, invitation_id, actor_id=person().id)
    except errors.InvitationGone:
        flash("Deze uitnodiging is er niet meer: ze is aanvaard of ingetrokken.", "info")
    else:
        flash("De uitnodiging is ingetrokken. De link in de mail werkt niet meer.")
    return redirect(_list_of(house), code=303)


def take_submit(desk: Desk, slug: str, membership_id: int) -> ResponseReturnValue:
    house = _house(desk, slug)
    try:
        with write_transaction(db.session) as session:
            role = take_away(session, house, membership_id, actor_id=person().id)
    except errors.LastManager:
        flash(
            f"Niemand anders laat collega's toe bij {house.name}. Geef eerst een collega de rol "
            f"“{ROLES[house.desk.manager].name}”; daarna kan deze weg.",
            "error",
        )
    except errors.RoleGone:
        flash("Deze rol was al weggenomen.", "info")
    else:
        flash(f"De rol “{ROLES[role].name}” is weg. Dat geldt meteen, ook waar deze persoon nog aangemeld is.")
        if _left(house):
            return redirect("/", code=303)
    return redirect(_list_of(house), code=303)


def _left(house: House) -> bool:
    """Whether somebody just took the own key away."""
    somebody = person_by_id(db.session, person().id)
    return somebody is None or not may_manage(somebody, house)


def yes(desk: Desk, slug: str, join_id: int) -> ResponseReturnValue:
    house = _house(desk, slug)
    try:
        with write_transaction(db.session) as session:
            name = approve(session, house, join_id, actor_id=person().id, now=utc_now())
    except errors.JoinGone:
        flash("Deze aanvraag was al beantwoord of ingetrokken.", "info")
    else:
        flash(f"{name} is welkom en krijgt een mail.")
    return redirect(_answered(house), code=303)


def _answered(house: House) -> str:
    return f"{house.desk.path}/collegas" if house.kind is HouseKind.PLATFORM else _list_of(house)


def no(desk: Desk, slug: str, join_id: int) -> ResponseReturnValue:
    house = _house(desk, slug)
    try:
        with write_transaction(db.session) as session:
            name = refuse(session, house, join_id, request.form.get("reden", ""), actor_id=person().id, now=utc_now())
    except errors.ReasonMissing:
        flash("Zeg ook waarom niet: deze persoon leest het in de mail.", "error")
    except errors.JoinGone:
        flash("Deze aanvraag was al beantwoord of ingetrokken.", "info")
    else:
        flash(f"Nee gezegd. {name} krijgt een mail met de reden.")
    return redirect(_answered(house), code=303)


def _list_of(house: House) -> str:
    """The page of its people; for who looks after one house of its kind, the one of the menu."""
    alone = managed_ids(person(), house.kind) == {house.id}
    return f"{house.desk.path}/collegas" if alone and house.kind is not HouseKind.PLATFORM else house.path


View = Callable[..., ResponseReturnValue]
PAGES: tuple[tuple[str, str, str, View], ...] = (
    ("houses", "GET", "", houses),
    ("page", "GET", "/<slug>", page),
    ("invite", "POST", "/<slug>", invite_submit),
    ("again", "POST", "/<slug>/uitnodigingen/<int:invitation_id>/opnieuw", again),
    ("withdraw", "POST", "/<slug>/uitnodigingen/<int:invitation_id>/intrekken", withdraw_submit),
    ("take", "POST", "/<slug>/rollen/<int:membership_id>/weg", take_submit),
)
ANSWERS: tuple[tuple[str, str, str, View], ...] = (
    ("yes", "POST", "/<slug>/aanvragen/<int:join_id>/ja", yes),
    ("no", "POST", "/<slug>/aanvragen/<int:join_id>/nee", no),
)
ANSWERING = (HouseKind.SCHOOL, HouseKind.PLATFORM)


def _at(desk: Desk, view: View) -> View:
    def shown(**parts: Any) -> ResponseReturnValue:
        return view(desk, **parts)

    return signed_in(shown)


for _desk in DESKS.values():
    for _name, _method, _path, _view in (*PAGES, *(ANSWERS if _desk.kind in ANSWERING else ())):
        blueprint.add_url_rule(
            f"{_desk.path}/collegas{_path}", f"{_desk.kind}_{_name}", _at(_desk, _view), methods=[_method]
        )
