"""Who says yes for a school: any of its teachers, or where the school wants it so, only its head and office."""

from sqlalchemy import BindParameter, ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from portal.accounts.models import Membership, Role, School

Id = int | BindParameter[int]


def head_confirms(school_id: Id, booked_by: Id) -> ColumnElement[bool]:
    """Whether what this person books waits for the head of the school; what the office itself books doesn't."""
    return and_(_wants_it(school_id), ~_is_office(school_id, booked_by))


def must_head_confirm(session: Session, school_id: int, booked_by: int) -> bool:
    return bool(session.scalar(select(head_confirms(school_id, booked_by))))


def may_confirm(session: Session, school_id: int, person_id: int) -> bool:
    """Whether this person, who acts for the school, may say yes in its name."""
    return not must_head_confirm(session, school_id, person_id)


def office_of(session: Session, school_id: int) -> list[int]:
    """The people of a school's office, who confirm."""
    return list(
        session.scalars(
            select(Membership.user_id)
            .where(Membership.school_id == school_id, Membership.role == Role.OFFICE)
            .order_by(Membership.user_id)
        )
    )


def _wants_it(school_id: Id) -> ColumnElement[bool]:
    return exists().where(School.id == school_id, School.confirms_bookings)


def _is_office(school_id: Id, person_id: Id) -> ColumnElement[bool]:
    return exists().where(
        Membership.school_id == school_id, Membership.user_id == person_id, Membership.role == Role.OFFICE
    )
