"""What opening a chapter of a long book costs. Printed, never asserted: machines differ."""

import time

from portal.db import make_engine, make_sessions, write_transaction
from portal.library.models import Chapter
from portal.settings import load_settings
from tests.portal.library.library_house import PIN, a_set, furnish
from tests.portal.quick import quick_app
from tests.portal.tables import make_tables

CHAPTERS, OPENINGS = 2_000, 40
AIM_MS = 20
TEXT = "<h1>Avond</h1>" + '<p data-n="1">Het licht ging aan en weer uit, en niemand zag het.</p>' * 40


def test_milliseconds_of_a_chapter_in_a_book_of_two_thousand(tmp_path, capsys):
    settings = load_settings({}, data_dir=tmp_path, base_url="http://127.0.0.1")
    engine = make_engine(settings.database_url)
    make_tables(engine)
    with make_sessions(engine)() as session:
        place = furnish(session)
        with write_transaction(session):
            session.add_all(
                Chapter(title_id=place.title, position=n, heading=f"Avond {n}", html=TEXT, word_count=1)
                for n in range(4, CHAPTERS + 1)
            )
        code = a_set(session, place).code
    engine.dispose()
    app = quick_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post(f"/klas/{code}/vos", data={f"prent{n}": picture for n, picture in enumerate(PIN, start=1)})
    client.get(f"/klas/{code}/lees/{CHAPTERS}")

    start = time.thread_time()
    answers = [client.get(f"/klas/{code}/lees/{CHAPTERS - n}") for n in range(OPENINGS)]
    each = 1000 * (time.thread_time() - start) / OPENINGS

    assert {answer.status_code for answer in answers} == {200}
    with capsys.disabled():
        print(f"\na chapter of {CHAPTERS}: {each:.1f} ms of CPU, the aim is under {AIM_MS}")
