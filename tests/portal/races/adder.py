"""A process that adds a book, and stops when its chapters are written and nothing is committed, to be killed there.

Run as `python adder.py command FILE` or `python adder.py page FILE`, with the settings of the portal around it. It
says "half" when it is there.
"""

import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.accounts.models import User
from portal.app import create_app
from portal.cli import main
from portal.extensions import db
from portal.library.desk import intake
from portal.settings import load_settings
from tests.portal.library.library_house import signed_in


def stop_half_way(write: Any) -> Any:
    def wrapped(*args: Any) -> None:
        write(*args)
        print("half", flush=True)
        time.sleep(60)

    return wrapped


def through_the_page(file: Path) -> None:
    app = create_app(load_settings(need_secret=False), testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        email = db.session.scalars(select(User.email).where(User.name == "Bib")).one()
        browser = signed_in(app, db.session, email)
        with file.open("rb") as content:
            facts = {"age_from": "8", "age_to": "11", "books": [(content, file.name)]}
            browser.post("/bibliotheek/toevoegen", data=facts)


if __name__ == "__main__":
    intake._write_chapters = stop_half_way(intake._write_chapters)
    if sys.argv[1] == "page":
        through_the_page(Path(sys.argv[2]))
    else:
        main(["portal", "title", "add", sys.argv[2], "--library", "de-leesboom"])
