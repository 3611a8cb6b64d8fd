"""The page on which one says what goes with it: a title its shows, a show its titles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portal.db import write_transaction
from portal.extensions import db
from portal.library.choosing.shows import NamedShow, Show, name_title, unname_title
from portal.library.titles.queries import TitleCard
from portal.web.formats import ages

TEXT_MAX = 80


@dataclass(frozen=True)
class Pair:
    """One of the other side: what the form sends for it, and what the page says of it."""

    value: str
    name: str
    note: str
    address: str = ""
    """Its own page, where there is one to go to."""


def pair_of_show(one: NamedShow) -> Pair:
    return Pair(one.key, one.name, one.by)


def pair_of_title(card: TitleCard) -> Pair:
    note = " · ".join(filter(None, (card.author, ages(card.age_from, card.age_to))))
    return Pair(str(card.id), card.name, note, f"/boeken/{card.slug}")


def pairs_page(
    template: str,
    name: str,
    address: str,
    crumbs: Sequence[tuple[str, str]],
    named: Sequence[Pair],
    find: Callable[[str], Sequence[Pair]],
) -> ResponseReturnValue:
    """The page of what is called `name` at `address`; `find` looks for words on the other side."""
    text = request.args.get("zoek", "")[:TEXT_MAX].strip()
    return render_template(
        template,
        name=name,
        address=address,
        crumbs=crumbs,
        named=named,
        text=text,
        text_max=TEXT_MAX,
        found=find(text) if text else [],
    )


def say_together(title_id: int, show: Show) -> None:
    """Do what the form of a page asks: `doe` is "weg", or the two go together from now on."""
    with write_transaction(db.session) as session:
        if request.form.get("doe") == "weg":
            done = unname_title(session, title_id, show)
            said = "Boek en voorstelling horen niet meer samen."
        else:
            done = name_title(session, title_id, show)
            said = "Boek en voorstelling horen nu samen: scholen zien het op beide pagina's."
    flash(said if done else "Er was niets te veranderen.", "success" if done else "info")
