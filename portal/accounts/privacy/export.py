"""Everything that is stored about an adult, as a zip: a JSON file, and a page that says in plain Dutch what it is."""

import enum
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Membership, User
from portal.accounts.people.houses import ROLES
from portal.accounts.people.models import JoinRequest
from portal.accounts.privacy.held import BY_NAME, SECRET, TRACES, tables_of_the_account
from portal.accounts.queries import houses_of, person_by_id
from portal.clock import local
from portal.db import Base
from portal.outbox.models import Message

ROWS_MAX = 20_000
"""Of each kind. Who has more gets the newest, and the file says so."""

Rows = list[dict[str, Any]]


def own_data(session: Session, user_id: int, *, now: datetime) -> dict[str, Any]:
    """What is known, under the words that the pages use. Values that would open something are left out."""
    somebody = person_by_id(session, user_id)
    user = session.get_one(User, user_id)
    tables = Base.metadata.tables
    told: dict[str, Any] = {
        "gemaakt op": _plain(now),
        "account": {
            "nummer": user.id,
            "naam": user.name,
            "e-mailadres": user.email,
            "gemaakt op": _plain(user.created_at),
            "laatst gebruikt rond": _plain(user.last_used_on),
        },
        "huizen": {} if somebody is None else houses_of(session, somebody),
        "rollen": [] if somebody is None else [ROLES[hat.role].name for hat in somebody.hats],
    }
    for table, column in tables_of_the_account():
        if table.name != Membership.__tablename__:
            told[_OWN.get(table.name, table.name)] = _rows(session, table, column == user_id)
    for trace in TRACES:
        table = tables[trace.table]
        told[trace.title] = _rows(session, table, table.c[trace.column] == user_id)
    for name, column_name in BY_NAME:
        table = tables[name]
        told[f"op naam in {name}, {column_name}"] = _how_many(session, table.c[column_name] == user.name)
    told["mails over jou van de laatste 90 dagen"] = [
        {"soort": row.kind, "wanneer": _plain(row.created_at), "vertrokken": _plain(row.sent_at)}
        for row in session.execute(
            select(Message.kind, Message.created_at, Message.sent_at)
            .where(Message.payload["user_id"].as_integer() == user_id)
            .order_by(Message.id)
        )
    ]
    return told


_OWN = {
    "api_token": "sleutels voor programma's",
    "basket": "mandje",
    "second_factor": "aanmelden in twee stappen",
    "recovery_code": "herstelcodes",
    JoinRequest.__tablename__: "scholen waar je bij wil",
}


def _rows(session: Session, table: Table, condition: Any) -> Rows:
    shown = [column for column in table.c if column.name not in SECRET]
    newest = select(*shown).where(condition).order_by(*(column.desc() for column in table.primary_key))
    found = session.execute(newest.limit(ROWS_MAX))
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in found]


def _how_many(session: Session, condition: Any) -> int:
    """Of rows that hold a name and no account only how many there are.

    Anybody may take the name of somebody at another house, and would be given that house's bank file.
    """
    return session.scalar(select(func.count()).where(condition)) or 0


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return local(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, enum.Enum) else value


def archive(told: Mapping[str, Any]) -> bytes:
    """The zip that somebody downloads."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("gegevens.json", json.dumps(told, ensure_ascii=False, indent=2))
        files.writestr("LEESMIJ.txt", _read_me(told))
    return made.getvalue()


def _read_me(told: Mapping[str, Any]) -> str:
    sizes = {name: len(rows) if isinstance(rows, list) else rows for name, rows in told.items()}
    counts = "\n".join(f"- {name}: {size}" for name, size in sizes.items() if isinstance(size, int) and size)
    return READ_ME.format(
        name=told["account"]["naam"], email=told["account"]["e-mailadres"], counts=counts or "- niets"
    )


READ_ME = """Jouw gegevens in Foyer
======================

Dit is alles wat Foyer bewaart over {name} ({email}).
Het staat in gegevens.json. Dat bestand open je met een gewone teksteditor of
met je browser; een ander programma kan het ook lezen.

Wat erin staat
--------------
{counts}

Namen van leerlingen staan er niet in: Foyer kent er geen. Je wachtwoord staat er
niet in: dat bewaart Foyer enkel als een afdruk waaruit het niet terug te vinden
is. Ook sleutels en codes die iets openen, zijn weggelaten. Waar in de papieren van
een huis enkel een naam staat ("op naam in"), tellen we hoe vaak de jouwe er staat:
iemand anders kan ook zo heten.

Hoe lang dat blijft
-------------------
- Je account: tot je het zelf wist, of tot het 24 maanden niet gebruikt is. Een
  maand vooraf krijg je een mail.
- Boekingen, het logboek, facturen en betalingen: tien jaar, omdat een huis ze voor
  zijn boekhouding moet bewaren. Wis je je account, dan staat daar niet langer je
  naam maar "voormalige collega".
- Het journaal, een bestand naast de databank waaruit boekingen te herstellen zijn,
  en reservekopieën houden wat er die dag stond. Na een herstel wordt wat gewist
  was, opnieuw gewist.
- Mails die vertrokken zijn: 90 dagen.

Je rechten
----------
Op Mijn account, Mijn gegevens, kan je je naam verbeteren, dit bestand opnieuw
downloaden en je account wissen. Vragen of een klacht? Spreek eerst je school of
huis aan; daarna kan je terecht bij de Gegevensbeschermingsautoriteit of, voor
Vlaamse scholen en besturen, bij de Vlaamse Toezichtcommissie.
"""
