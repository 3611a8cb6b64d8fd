import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from content.measure import Answers, Known
from portal.bookings.service import book_seats
from portal.db import write_transaction
from portal.packs.queries import CORE, shipped_pack
from portal.visits import service
from portal.visits.errors import GroupTooSmall
from portal.visits.models import SMALLEST_CLASS, Phase, ProbeCount, Round, VisitRun
from portal.visits.queries import Names, names_in, run_cards, runs_of
from portal.visits.report import RunReport
from portal.visits.service import Kept, keep_run
from tests.portal.booking_world import MONDAY, a_request, make_world


def a_report(run_id="run-00000001", class_size=24, **values):
    facts = {
        "run_id": run_id,
        "pack": {"id": "theatercode", "version": "1.0.0", "digest": "a" * 64},
        "level": "L2",
        "mode": "latch",
        "class_size": class_size,
        "scenes": [scene("stoel", True, 3), scene("decor", False, 0)],
        "concepts": [word("zaal", 2, 2), word("vestiaire", 4, 1), word("coulissen", 2, 1), word("foyer", 0, 0)],
        "app_version": "0.1.0",
    }
    return RunReport.model_validate(facts | values)


def scene(scene_id, done, rounds):
    return {
        "id": scene_id,
        "kind": "seat",
        "done": done,
        "rounds": rounds,
        "first_try": rounds,
        "hints": 0,
        "together": rounds,
    }


def probe(concept, phase, right, answered=22, *, control=False):
    return {
        "item": f"{concept}-{phase}",
        "concept": concept,
        "phase": phase,
        "control": control,
        "right": right,
        "answered": answered,
    }


def word(concept_id, asked, first_try):
    return {"id": concept_id, "asked": asked, "first_try": first_try}


@pytest.fixture
def visit(both_session):
    """A booking on either database."""
    world = make_world(both_session)
    with write_transaction(both_session):
        return both_session, book_seats(both_session, a_request(world), now=MONDAY).booking.id


def keep(session, booking_id, report):
    with write_transaction(session):
        return keep_run(session, booking_id, report, now=MONDAY)


def test_a_run_counts_once(visit):
    session, booking_id = visit

    outcomes = [keep(session, booking_id, a_report()), keep(session, booking_id, a_report(class_size=20))]

    assert outcomes == [Kept.NEW, Kept.BEFORE]
    assert [run.class_size for run in runs_of(session, booking_id)] == [24]


def test_of_a_class_below_eight_nothing_is_kept(visit):
    session, booking_id = visit

    with pytest.raises(GroupTooSmall) as refusal:
        keep(session, booking_id, a_report(class_size=SMALLEST_CLASS - 1))
    assert keep(session, booking_id, a_report(class_size=SMALLEST_CLASS)) is Kept.NEW

    assert (refusal.value.pupils, refusal.value.least) == (7, 8)
    assert session.scalar(select(func.count()).select_from(VisitRun)) == 1


def test_the_measure_is_kept_once_with_its_run(visit):
    session, booking_id = visit
    report = a_report(probes=[probe("stilte", "before", 11), probe("stilte", "after", 19)])

    outcomes = [keep(session, booking_id, report), keep(session, booking_id, report)]

    assert outcomes == [Kept.NEW, Kept.BEFORE]
    (run,) = runs_of(session, booking_id)
    assert [(one.item, one.concept, one.phase, one.correct, one.answered) for one in run.probes] == [
        ("stilte-before", "stilte", Phase.BEFORE, 11, 22),
        ("stilte-after", "stilte", Phase.AFTER, 19, 22),
    ]
    assert run.round == Round.BEFORE_VISIT


@pytest.mark.parametrize("values", [{"answered": 7, "correct": 3}, {"answered": 22, "correct": 23}, {"answered": 31}])
def test_the_database_itself_keeps_no_answers_of_a_few(visit, values):
    session, booking_id = visit
    keep(session, booking_id, a_report(probes=[probe("stilte", "before", 3)]))
    (kept,) = runs_of(session, booking_id)[0].probes

    with pytest.raises(IntegrityError), write_transaction(session):
        session.execute(update(ProbeCount).where(ProbeCount.id == kept.id).values(**values))


def test_a_card_tells_what_the_class_knew_the_untaught_word_last(visit):
    session, booking_id = visit
    probes = [
        probe("orkestbak", "before", 6, control=True),
        probe("stilte", "before", 11),
        probe("stilte", "after", 19),
        probe("orkestbak", "after", 7, control=True),
    ]
    keep(session, booking_id, a_report(probes=probes))

    (card,) = run_cards(runs_of(session, booking_id), Names({}, {"stilte": "de stilte"}))

    assert card.measure.words == (
        Known("de stilte", False, Answers(11, 22), Answers(19, 22)),
        Known("orkestbak", True, Answers(6, 22), Answers(7, 22)),
    )
    assert not card.is_after_visit


def test_a_run_without_questions_has_no_measure(visit):
    session, booking_id = visit
    keep(session, booking_id, a_report())

    (card,) = run_cards(runs_of(session, booking_id), Names({}, {}))

    assert card.measure is None


def test_the_round_after_the_visit_says_so(visit):
    session, booking_id = visit
    keep(session, booking_id, a_report(round="after_visit", probes=[probe("stilte", "after", 17)]))

    (card,) = run_cards(runs_of(session, booking_id), Names({}, {}))

    assert card.is_after_visit
    assert card.measure.words == (Known("stilte", False, None, Answers(17, 22)),)


def test_the_database_itself_keeps_no_small_class(visit):
    session, booking_id = visit
    keep(session, booking_id, a_report())

    run = runs_of(session, booking_id)[0]
    with pytest.raises(IntegrityError), write_transaction(session):
        run.class_size = 7
        session.flush()


def test_a_visit_keeps_no_more_runs_than_a_class_ever_plays(visit, monkeypatch):
    session, booking_id = visit
    monkeypatch.setattr(service, "RUNS_MAX", 2)

    kept = [keep(session, booking_id, a_report(f"run-0000000{number}")) for number in range(3)]

    assert kept == [Kept.NEW, Kept.NEW, Kept.TOO_MANY]


def test_the_newest_run_comes_first(visit):
    session, booking_id = visit
    keep(session, booking_id, a_report("run-00000001"))
    keep(session, booking_id, a_report("run-00000002"))

    assert [run.run_id for run in runs_of(session, booking_id)] == ["run-00000002", "run-00000001"]


def test_a_card_tells_what_went_well_and_what_to_talk_about(visit):
    session, booking_id = visit
    keep(session, booking_id, a_report())

    (card,) = run_cards(runs_of(session, booking_id), Names({"stoel": "Naar je stoel"}, {"zaal": "de zaal"}))

    assert card.scenes_done == 1
    assert [one.title for one in card.scenes] == ["Naar je stoel", "decor"]
    assert [one.word for one in card.known] == ["de zaal"]
    assert [(one.word, one.share) for one in card.to_talk_about] == [("vestiaire", 25), ("coulissen", 50)]


def test_the_names_of_a_broken_pack_are_its_ids():
    names = names_in(b"no pack")

    assert names.scene("naar-je-stoel") == "naar je stoel"


def test_a_shipped_pack_names_its_words():
    names = names_in(shipped_pack(CORE).data)

    assert names.words
    assert all(names.word(concept) for concept in names.words)
