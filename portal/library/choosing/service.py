"""Titles that a library puts in front: the changes. They flush, none commits."""

from datetime import date, datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from portal.library.choosing.models import LINE_MAX, TitlePush
from portal.library.errors import PeriodRefused, TitleUnknown
from portal.library.lending.seats import Period
from portal.library.lending.service import lock_title
from portal.library.models import Title

PUSH_MAX_DAYS = 92
"""A quarter: what is in front for ever is in front of nothing."""


def push_title(
    session: Session, library_id: int, slug: str, period: Period, line: str, *, today: date, now: datetime
) -> TitlePush:
    """Put a title of this library or of the shared collection in front. Call inside `write_transaction`.

    A second one from the same day on replaces the first.
    Raises:
        TitleUnknown: it is neither this library's nor shared.
        PeriodRefused.
    """
    refuse_push(period, today)
    on_shelf = or_(Title.library_id == library_id, Title.library_id.is_(None))
    title_id = session.scalar(select(Title.id).where(Title.slug == slug, on_shelf))
    if title_id is None:
        raise TitleUnknown
    lock_title(session, title_id)
    push = session.scalar(
        select(TitlePush).where(
            TitlePush.library_id == library_id,
            TitlePush.title_id == title_id,
            TitlePush.from_day == period.first,
        )
    )
    if push is None:
        push = TitlePush(library_id=library_id, title_id=title_id, from_day=period.first, created_at=now)
        session.add(push)
    push.until_day = period.last
    push.line = line[:LINE_MAX]
    session.flush()  # The page that follows shows it.
    return push


def refuse_push(period: Period, today: date) -> None:
    if period.last < period.first:
        raise PeriodRefused("De laatste dag ligt voor de eerste.")
    if period.last < today:
        raise PeriodRefused("Deze dag is al voorbij.")
    if period.days > PUSH_MAX_DAYS:
        raise PeriodRefused(f"Zet een boek hoogstens {PUSH_MAX_DAYS} dagen in de kijker.")


def end_push(session: Session, library_id: int, push_id: int) -> bool:
    """Take a title out of the front; False when this library has no such push (any more)."""
    gone = session.execute(
        delete(TitlePush)
        .where(TitlePush.id == push_id, TitlePush.library_id == library_id)
        .execution_options(synchronize_session="fetch")
    )
    return bool(gone.rowcount)  # type: ignore[attr-defined]
