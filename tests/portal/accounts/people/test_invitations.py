"""A house lets people in and takes rights away, by its services and through its pages."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.accounts.models import Membership, Role, User
from portal.accounts.people import errors, service
from portal.accounts.people.houses import PLATFORM, may_manage
from portal.accounts.people.models import Invitation
from portal.accounts.people.queries import colleagues, invitations
from portal.accounts.people.service import (
    accept_as,
    accept_as_new,
    forget_invitations,
    invite,
    invite_again,
    take_away,
    withdraw,
)
from portal.accounts.queries import person_by_id
from portal.db import write_transaction
from portal.extensions import db
from tests.portal.accounts.people.houses_of_people import (
    SECRET,
    Browser,
    as_somebody,
    link_in,
    make_town,
    queued,
    text_of,
    written,
)
from tests.portal.booking_world import MONDAY, add_user


@pytest.fixture
def town(session):
    return make_town(session)


def invited(session, house, actor, email="sofie@demo.example", roles=None, now=MONDAY):
    with write_transaction(session):
        return invite(
            session, house, email, roles or [house.desk.manager], actor_id=actor.id, secret_key=SECRET, now=now
        )


def secret_of(session, message=-1):
    return link_in(written(session, queued(session, service.INVITED)[message])).removeprefix("/uitnodiging/")


def roles_of(session, user_id):
    return {hat.role for hat in person_by_id(session, user_id).hats}


def test_every_house_invites_and_the_link_in_the_letter_makes_an_account(session, town):
    for number, (house, manager) in enumerate(town.managers):
        email = f"nieuw{number}@demo.example"
        assert invited(session, house, manager, email=email)

        with write_transaction(session):
            user_id = accept_as_new(
                session, secret_of(session), name="Sofie Claes", password_hash="x", now=MONDAY + timedelta(days=13)
            )

        assert person_by_id(session, user_id).email == email
        assert may_manage(person_by_id(session, user_id), house)
        assert invitations(session, house, now=MONDAY) == []


def test_the_database_and_the_outbox_hold_no_link_that_works(session, town):
    invited(session, town.centre, town.boss)
    secret = secret_of(session)

    row = session.scalars(select(Invitation)).one()
    assert secret not in {row.nonce, row.digest}
    assert secret not in str(queued(session, service.INVITED)[0].payload)


def test_the_letter_says_who_asks_what_and_until_when(session, town):
    invited(session, town.centre, town.boss, roles=[Role.DOOR, Role.BOOKER])

    letter = written(session, queued(session, service.INVITED)[0])

    assert letter["Subject"] == "Cultuurhuis De Lantaarn nodigt je uit in Foyer"
    said = " ".join(text_of(letter).split())
    assert (
        "Karim Haddad vraagt of je in Foyer mee wil werken voor Cultuurhuis De Lantaarn, als boekingen en deur"
        in said
    )
    assert "tot en met ma 7 december 2026" in said


def test_a_link_works_once(session, town):
    invited(session, town.library, town.librarian)
    secret = secret_of(session)
    with write_transaction(session):
        accept_as(session, secret, town.teacher.id, now=MONDAY)

    with pytest.raises(errors.InvitationGone), write_transaction(session):
        accept_as(session, secret, town.author.id, now=MONDAY)

    assert roles_of(session, town.teacher.id) == {Role.TEACHER, Role.LIBRARY}
    assert roles_of(session, town.author.id) == {Role.AUTHOR}


def test_a_link_works_for_fourteen_days(session, town):
    invited(session, town.library, town.librarian)
    secret = secret_of(session)

    with pytest.raises(errors.InvitationGone), write_transaction(session):
        accept_as(session, secret, town.teacher.id, now=MONDAY + timedelta(days=14))

    assert [one.is_over for one in invitations(session, town.library, now=MONDAY + timedelta(days=14))] == [True]


def test_a_second_letter_ends_the_first_link_and_can_not_be_a_flood(session, town):
    invited(session, town.centre, town.boss)
    first = secret_of(session)
    row_id = session.scalars(select(Invitation.id)).one()
    asks = {"actor_id": town.boss.id, "secret_key": SECRET}

    with pytest.raises(errors.TooManyLetters) as flood, write_transaction(session):
        invite_again(session, town.centre, row_id, now=MONDAY + timedelta(minutes=9), **asks)
    assert flood.value.again_at == MONDAY + timedelta(minutes=10)
    with write_transaction(session):
        invite_again(session, town.centre, row_id, now=MONDAY + timedelta(hours=1), **asks)

    with pytest.raises(errors.InvitationGone), write_transaction(session):
        accept_as(session, first, town.teacher.id, now=MONDAY + timedelta(hours=2))
    assert written(session, queued(session, service.INVITED)[0]) is None
    with write_transaction(session):
        accept_as(session, secret_of(session), town.teacher.id, now=MONDAY + timedelta(hours=2))


def test_an_address_gets_no_flood_from_many_houses(session, town):
    with write_transaction(session):
        for number in range(service.LETTERS_TO_ONE):
            session.add(
                Invitation(
                    email="sofie@demo.example",
                    roles=["teacher"],
                    nonce=f"{number}",
                    digest=f"{number}",
                    mailed_at=MONDAY,
                    expires_at=MONDAY,
                )
            )

    with pytest.raises(errors.TooManyLetters):
        invited(session, town.centre, town.boss)
    assert invited(session, town.centre, town.boss, now=MONDAY + timedelta(days=2))


def test_a_house_gives_only_roles_of_its_own_kind(session, town):
    for roles in ([], [Role.ADMIN], [Role.DOOR, Role.TEACHER]):
        with pytest.raises(errors.WrongRoles):
            invited(session, town.centre, town.boss, roles=roles or iter(()))


def test_who_does_not_manage_a_house_changes_nothing_there(session, town):
    session.rollback()
    held = colleagues(session, town.centre)[0].roles[0].membership_id
    for stranger in (town.office, town.teacher, town.author):
        with pytest.raises(errors.NotManaging):
            invited(session, town.centre, stranger)
        with pytest.raises(errors.NotManaging), write_transaction(session):
            take_away(session, town.centre, held, actor_id=stranger.id)
    with pytest.raises(errors.RoleGone), write_transaction(session):
        take_away(session, town.school, held, actor_id=town.office.id)


def test_a_colleague_gets_a_role_more_at_once_and_a_letter_about_it(session, town):
    assert not invited(session, town.school, town.office, email=town.teacher.email, roles=[Role.OFFICE])

    assert roles_of(session, town.teacher.id) == {Role.TEACHER, Role.OFFICE}
    letter = written(session, queued(session, service.ROLE_GIVEN)[0])
    assert letter["To"] == f"An Peeters <{town.teacher.email}>"
    assert "als directie of secretariaat van Basisschool De Zilverberk" in " ".join(text_of(letter).split())


def test_an_invitation_that_was_withdrawn_opens_nothing(session, town):
    invited(session, town.company, town.author)
    secret = secret_of(session)
    row_id = session.scalars(select(Invitation.id)).one()
    with write_transaction(session):
        withdraw(session, town.company, row_id, actor_id=town.author.id)

    with pytest.raises(errors.InvitationGone), write_transaction(session):
        accept_as(session, secret, town.teacher.id, now=MONDAY)
    with pytest.raises(errors.InvitationGone), write_transaction(session):
        withdraw(session, town.company, row_id, actor_id=town.author.id)


def test_the_last_one_who_manages_a_house_stays_and_another_may_go(session, town):
    for house, manager in town.managers:
        held = next(
            one.membership_id
            for person in colleagues(session, house)
            if person.id == manager.id
            for one in person.roles
        )
        for actor in (manager, town.admin):
            with pytest.raises(errors.LastManager), write_transaction(session):
                take_away(session, house, held, actor_id=actor.id)
        with write_transaction(session):
            add_user(session, "Tweede", house.desk.manager, **house.ids)
        with write_transaction(session):
            assert take_away(session, house, held, actor_id=manager.id) is house.desk.manager
        if house != PLATFORM:
            assert not may_manage(person_by_id(session, manager.id), house)


def test_old_invitations_go_by_themselves_a_term_after_their_end(session, town):
    invited(session, town.centre, town.boss)
    with write_transaction(session):
        assert forget_invitations(session, MONDAY + timedelta(days=27)) == 0
        assert forget_invitations(session, MONDAY + timedelta(days=28)) == 1


# --- Through the pages ------------------------------------------------------------------------------------------


@pytest.fixture
def pages(app: Flask):
    app.test_client_class = Browser
    return make_town(db.session)


def last_link(kind: str = service.INVITED) -> str:
    return link_in(written(db.session, queued(db.session, kind)[-1]))


def test_from_the_form_of_the_house_to_the_desk_of_the_new_colleague(app: Flask, pages):
    boss = as_somebody(app, pages.boss.id)
    page = boss.get("/centrum/collegas", follow_redirects=True).text
    assert "Collega&#39;s van Cultuurhuis De Lantaarn" in page

    answer = boss.post(
        "/centrum/collegas/de-lantaarn", data={"email": "Sofie@Demo.example", "roles": ["door", "booker"]}
    )
    assert answer.status_code == 303
    page = boss.get("/centrum/collegas/de-lantaarn").text
    assert "sofie@demo.example" in page

    stranger = app.test_client()
    link = last_link()
    assert "deur" in stranger.get(link).text
    assert db.session.scalar(select(func.count()).select_from(Invitation)) == 1  # Looking changes nothing.
    weak = stranger.post(link, data={"name": "Sofie Claes", "password": "welkom"})
    assert weak.status_code == 422
    assert 'value="Sofie Claes"' in weak.text
    done = stranger.post(link, data={"name": "Sofie Claes", "password": "vlonder kastanje orgel"})

    assert done.location == "/centrum"
    assert stranger.get("/centrum/deur").status_code == 200
    assert stranger.get("/centrum/collegas").status_code == 403
    assert stranger.get(link).status_code == 410


def test_an_existing_account_logs_in_first_and_comes_back_to_the_link(app: Flask, pages):
    boss = as_somebody(app, pages.boss.id)
    boss.post("/centrum/collegas/de-lantaarn", data={"email": pages.teacher.email, "roles": "door"})
    link = last_link()

    stranger = app.test_client()
    assert f'href="/aanmelden?volgende={link}"' in stranger.get(link).text
    answer = stranger.post(link, data={"name": "Iemand anders", "password": "vlonder kastanje orgel"})
    assert answer.location == f"/aanmelden?volgende={link}"

    teacher = as_somebody(app, pages.teacher.id)
    assert "Aanvaarden als An Peeters" in teacher.get(link).text
    assert teacher.post(link).location == "/centrum"
    assert teacher.get("/centrum/deur").status_code == 200


def test_a_role_that_is_taken_away_is_gone_from_open_log_ins_at_once(app: Flask, pages):
    teacher = as_somebody(app, pages.teacher.id)
    assert teacher.get("/klassen").status_code == 200
    held = db.session.scalar(select(Membership.id).where(Membership.user_id == pages.teacher.id))

    answer = as_somebody(app, pages.office.id).post(f"/school/collegas/de-zilverberk/rollen/{held}/weg")

    assert answer.status_code == 303
    assert teacher.get("/klassen").status_code == 403


def test_the_page_tells_why_the_last_key_stays(app: Flask, pages):
    office = as_somebody(app, pages.office.id)
    held = db.session.scalar(select(Membership.id).where(Membership.user_id == pages.office.id))

    page = office.post(f"/school/collegas/de-zilverberk/rollen/{held}/weg", follow_redirects=True).text

    assert "Niemand anders laat collega&#39;s toe" in page
    assert office.get("/school/collegas/de-zilverberk").status_code == 200


def test_the_platform_finds_every_house_and_nobody_else_does(app: Flask, pages):
    admin = as_somebody(app, pages.admin.id)

    page = admin.get("/beheer/collegas?zoek=de").text

    for house in (pages.school, pages.centre, pages.library):
        assert house.path in page
        assert admin.get(house.path).status_code == 200
        assert as_somebody(app, pages.author.id).get(house.path).status_code == 403
    assert as_somebody(app, pages.boss.id).get("/beheer/collegas").status_code == 403
    assert as_somebody(app, pages.boss.id).get("/beheer/collegas/foyer").status_code == 403


def test_the_list_of_a_house_costs_a_few_questions_however_many_colleagues(app: Flask, pages, queries):
    with write_transaction(db.session):
        for number in range(12):
            add_user(db.session, f"Collega {number}", Role.TEACHER, school_id=pages.school.id)
    office = as_somebody(app, pages.office.id)
    office.get(pages.school.path)

    with queries() as asked:
        office.get(pages.school.path)

    assert len([one for one in asked if one.lstrip().startswith("SELECT")]) <= 5


def test_a_name_that_was_typed_is_never_markup(app: Flask, pages):
    with write_transaction(db.session):
        db.session.execute(User.__table__.update().where(User.id == pages.teacher.id).values(name="<b>An</b>"))

    page = as_somebody(app, pages.office.id).get(pages.school.path).text

    assert "<b>An</b>" not in page
