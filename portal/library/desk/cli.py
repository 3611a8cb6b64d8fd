"""`foyer portal title ...`: books on the shelf."""

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.accounts.models import Library
from portal.cli import Refused, the_settings
from portal.clock import utc_now
from portal.commands import opened, reason_of
from portal.db import make_sessions, write_transaction
from portal.library.desk.intake import About, Terms, add_title
from portal.library.desk.shelf import one_book_at_a_time
from portal.library.epub.read import Book, read_book
from portal.library.errors import BookRefused
from portal.library.models import Basis, Layout, Title
from portal.library.together.naming import piece_words

DAY = click.DateTime(["%Y-%m-%d"])
WHY = (
    "Waarom het uitgeleend mag worden: licensed (de uitgever laat het toe; zo is het zonder deze optie), own (een "
    "eigen tekst), open (een open licentie) of public (er rust geen auteursrecht meer op)."
)


@click.group()
def title() -> None:
    """Boeken voor de klas."""


@title.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--library", "slug", help="Slug van de bibliotheek; anders de gedeelde collectie.")
@click.option("--copies", type=click.IntRange(min=1), help="Exemplaren tegelijk; anders zonder grens.")
@click.option("--from", "first", type=DAY, help="Eerste dag, als 2027-01-31.")
@click.option("--until", "last", type=DAY, help="Laatste dag.")
@click.option("--loans", type=click.IntRange(min=1), help="Uitleningen in totaal.")
@click.option("--basis", type=click.Choice([basis.value for basis in Basis]), help=WHY)
@click.option("--download", is_flag=True, help="Wie het leent, mag het bestand meenemen; niet met licensed.")
def title_add(
    file: Path,
    slug: str | None,
    copies: int | None,
    first: datetime | None,
    last: datetime | None,
    loans: int | None,
    basis: str | None,
    download: bool,
) -> None:
    """Voeg een EPUB toe (EPUB 2 of 3, zonder beveiliging)."""
    terms = Terms(copies, first and first.date(), last and last.date(), loans)
    about = About(basis=Basis(basis or Basis.LICENSED), may_download=download)
    if terms.first and terms.last and terms.first > terms.last:
        raise click.UsageError("--until ligt voor --from.")
    if download and about.basis is Basis.LICENSED:
        raise click.UsageError("--download kan enkel met --basis own, open of public.")
    try:
        epub = file.read_bytes()
        book = read_book(epub, file_name=file.name)
    except BookRefused as refusal:
        raise Refused(f"Geweigerd: {refusal.reason}") from None
    except OSError as problem:
        raise click.UsageError(f"{file} kan niet gelezen worden ({problem.strerror}).") from None
    engine = opened(the_settings())
    try:
        with make_sessions(engine)() as session, write_transaction(session):
            library_id = None if slug is None else _library_named(session, slug)
            one_book_at_a_time(session)
            added = add_title(
                session, book, library_id=library_id, about=about, terms=terms, now=utc_now(), epub=epub
            )
    except OperationalError as problem:
        raise Refused(
            f"Het boek is niet bewaard, ook niet half. De databank zegt: {reason_of(problem)}. Zorg dat er plaats is "
            "op de schijf van de databank, en voeg het boek dan opnieuw toe."
        ) from None
    _tell(added, book, about if basis else None)


def _tell(added: Title, book: Book, asked: About | None) -> None:
    words = piece_words(is_pictures=book.layout == Layout.FIXED)
    length = f"{book.length} {words.one if book.length == 1 else words.many}"
    click.echo(f"Toegevoegd: {added.name} ({added.slug}), {length}.")
    for warning in book.warnings:
        click.echo(f"Let op: {warning}")
    if asked is not None and (added.basis, added.may_download) != (asked.basis, asked.may_download):
        taken = "mag meegenomen worden" if added.may_download else "mag niet meegenomen worden"
        click.echo(
            f"Let op: dit boek stond er al en blijft wat het was (--basis {added.basis.value}; het bestand {taken}). "
            "Een bibliotheek verandert dat op haar plank."
        )


def _library_named(session: Session, slug: str) -> int:
    found = session.scalar(select(Library.id).where(Library.slug == slug))
    if found is None:
        raise Refused(f"Er is geen bibliotheek met de slug {slug}.")
    return found
