"""Colleagues who do the same at the same moment, on both databases."""

import pytest
from sqlalchemy import Select, delete, func, select

from portal.accounts.links import link_again
from portal.accounts.models import Membership, Role
from portal.accounts.people import service
from portal.accounts.people.errors import InvitationGone, JoinGone, LastManager, NotManaging
from portal.accounts.people.joining import Wish, approve, ask_as
from portal.accounts.people.models import Invitation, JoinRequest
from portal.accounts.people.service import accept_as, invite, take_away
from portal.db import write_transaction
from tests.portal.accounts.people.houses_of_people import SECRET, make_town
from tests.portal.booking_world import MONDAY, add_user

BOSSES = 4


@pytest.fixture
def town(sessions):
    with sessions() as session:
        return make_town(session)


def bosses(sessions, town):
    """Several who manage one house: their memberships."""
    with sessions() as session, write_transaction(session):
        session.execute(delete(Membership).where(Membership.centre_id == town.centre.id))
        for number in range(BOSSES):
            add_user(session, f"Beheer {number}", Role.CENTRE_ADMIN, centre_id=town.centre.id)
        rows = session.execute(
            select(Membership.id, Membership.user_id)
            .where(Membership.centre_id == town.centre.id)
            .order_by(Membership.id)
        )
        return [tuple(row) for row in rows]


def in_a_transaction(sessions, change):
    def job():
        with sessions() as session, write_transaction(session):
            return change(session)

    return job


def all_leave(sessions, at_once, town):
    """Each takes the own key away, or the neighbour's; who was turned down, and how many are left."""
    held = bosses(sessions, town)
    outcomes = at_once(
        [
            in_a_transaction(
                sessions, lambda session, m=membership, u=user: take_away(session, town.centre, m, actor_id=u)
            )
            for membership, user in held
        ]
    )
    with sessions() as session:
        left = session.scalar(select(func.count()).where(Membership.centre_id == town.centre.id))
    return outcomes, left


def test_when_all_who_manage_a_house_leave_at_once_one_stays(sessions, at_once, town):
    outcomes, left = all_leave(sessions, at_once, town)

    assert left == 1
    assert [type(one) for one in outcomes if one is not Role.CENTRE_ADMIN] == [LastManager]


def test_of_two_who_take_each_others_key_one_wins(sessions, at_once, town):
    (mine, me), (yours, you), *_ = bosses(sessions, town)

    outcomes = at_once(
        [
            in_a_transaction(sessions, lambda session: take_away(session, town.centre, yours, actor_id=me)),
            in_a_transaction(sessions, lambda session: take_away(session, town.centre, mine, actor_id=you)),
        ]
    )

    assert sorted(type(one).__name__ for one in outcomes) == [NotManaging.__name__, Role.__name__]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_the_lock_nobody_is_left(sessions, at_once, town, monkeypatch):
    """The control: SQLite has one writer anyway, PostgreSQL needs the rows held."""
    monkeypatch.setattr(Select, "with_for_update", lambda self, **_how: self)

    assert any(all_leave(sessions, at_once, town)[1] == 0 for _ in range(20))


def test_a_link_that_is_followed_many_times_at_once_works_once(sessions, at_once, town):
    with sessions() as session, write_transaction(session):
        invite(
            session,
            town.library,
            "x@demo.example",
            [Role.LIBRARY],
            actor_id=town.librarian.id,
            secret_key=SECRET,
            now=MONDAY,
        )
        nonce = session.scalars(select(Invitation.nonce)).one()
    secret = link_again(SECRET, service.LINK, nonce).secret
    people = (town.office, town.teacher, town.boss, town.author)

    outcomes = at_once(
        [in_a_transaction(sessions, lambda s, p=one: accept_as(s, secret, p.id, now=MONDAY)) for one in people]
    )

    assert sorted(type(one).__name__ for one in outcomes) == [*[InvitationGone.__name__] * 3, "NoneType"]
    with sessions() as session:
        assert session.scalar(select(func.count()).where(Membership.library_id == town.library.id)) == 2


def test_two_yeses_at_once_give_one_role(sessions, at_once, town):
    with sessions() as session, write_transaction(session):
        second = add_user(session, "Tweede", Role.OFFICE, school_id=town.school.id)
        ask_as(
            session,
            Wish(town.school.id, town.author.name, town.author.email, ""),
            town.author.id,
            secret_key=SECRET,
            now=MONDAY,
        )
        join_id = session.scalars(select(JoinRequest.id)).one()

    outcomes = at_once(
        [
            in_a_transaction(sessions, lambda s, p=one: approve(s, town.school, join_id, actor_id=p.id, now=MONDAY))
            for one in (town.office, second)
        ]
    )

    assert sorted(type(one).__name__ for one in outcomes) == [JoinGone.__name__, "str"]
    with sessions() as session:
        teaches = (Membership.user_id == town.author.id, Membership.school_id == town.school.id)
        assert session.scalar(select(func.count()).where(*teaches)) == 1
