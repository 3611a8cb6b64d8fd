"""The lottery by value: its laws for whatever is asked, and vectors for other languages."""

import hashlib
import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.bookings.rounds.lottery import FULL, SAME_DAY, SAME_SHOW, SCHOOL_LIMIT, Date, Wish, draw, hash_of
from portal.bookings.rounds.protocol import (
    Beacon,
    NotAProtocol,
    Seed,
    protocol_text,
    verify,
    wishes_digest,
    wishes_text,
)


def a_date(number, seats=30, *, show=None, day=None, limit=None, held=()):
    day = day or f"2027-01-{number:02d}"
    return Date(number, show or number, day, seats, limit, dict(held))


def a_wish(group, *preferences, heads=20, school=None, reserves=(), wants=1, together=None):
    return Wish(group, school or group, heads, preferences, tuple(reserves), wants, together)


def got(result):
    return {(award.group, award.pass_number): award.date for award in result.awards}


@st.composite
def a_case(draw_one):
    """A few dates and groups, some of one school, some together."""
    dates = [
        a_date(
            number,
            draw_one(st.integers(0, 90)),
            show=draw_one(st.integers(1, 3)),
            day=f"2027-01-{draw_one(st.integers(1, 4)):02d}",
            limit=draw_one(st.one_of(st.none(), st.integers(10, 60))),
            held=draw_one(st.dictionaries(st.integers(1, 3), st.integers(0, 30), max_size=2)),
        )
        for number in range(1, draw_one(st.integers(1, 5)) + 1)
    ]
    ids = [date.id for date in dates]
    wishes, number = [], 0
    for bundle in range(draw_one(st.integers(0, 7))):
        order = draw_one(st.permutations(ids))
        cut = draw_one(st.integers(1, len(ids)))
        stop = draw_one(st.integers(cut, len(ids)))
        shared = {
            "school": draw_one(st.integers(1, 3)),
            "reserves": tuple(order[cut:stop]),
            "wants": draw_one(st.integers(1, 3)),
        }
        members = draw_one(st.sampled_from([1, 1, 1, 2, 3]))
        for _ in range(members):
            number += 1
            heads = draw_one(st.integers(1, 30))
            together = bundle if members > 1 else None
            wishes.append(a_wish(number, *order[:cut], heads=heads, together=together, **shared))
    return dates, wishes, draw_one(st.text(max_size=12))


@given(a_case())
@settings(max_examples=150, deadline=None)
def test_the_laws_of_the_lottery_hold_for_whatever_is_asked(case) -> None:
    dates, wishes, seed = case
    by_id, asked = {date.id: date for date in dates}, {wish.group: wish for wish in wishes}

    result = draw(dates, wishes, seed)

    taken = dict.fromkeys(by_id, 0)
    of_school = {(date.id, school): seats for date in dates for school, seats in date.held.items()}
    firsts: set[int] = set()
    for award in result.awards:
        wish = asked[award.group]
        taken[award.date] += wish.heads
        key = award.date, wish.school
        of_school[key] = of_school.get(key, 0) + wish.heads
        assert award.date == wish.choices[award.choice - 1]
        assert award.reserve is (award.choice > len(wish.preferences))
        if award.pass_number == 1:
            firsts.add(award.group)
        assert award.pass_number <= wish.wants
        assert award.group in firsts
    # Never over capacity, and never more for a school than the house allows (unless it had them before).
    assert all(taken[date.id] <= date.seats for date in dates)
    for (date_id, school), seats in of_school.items():
        limit, before = by_id[date_id].school_limit, by_id[date_id].held.get(school, 0)
        assert limit is None or seats <= max(limit, before)
    # Each show and each day once for a group, and a bundle whole or not at all.
    for group in asked:
        mine = [by_id[award.date] for award in result.awards if award.group == group]
        assert len({date.show for date in mine}) == len({date.day for date in mine}) == len(mine)
    for wish in wishes:
        if wish.together is not None:
            bundle = [one.group for one in wishes if one.together == wish.together]
            assert len({tuple(a.date for a in result.awards if a.group == group) for group in bundle}) == 1
    # All first shows come before any second one, and who has none could have had none of its list any more.
    passes = [award.pass_number for award in result.awards]
    assert passes == sorted(passes)
    for wish in wishes:
        if wish.group not in firsts:
            tried = [line for line in result.log if wish.group in line.groups and line.pass_number == 1]
            assert [line.date for line in tried] == list(wish.choices)
            assert {line.verdict for line in tried} <= {FULL, SCHOOL_LIMIT}
    assert result.statistics.groups == len(wishes) == len(firsts) + result.statistics.nothing
    assert sum(result.statistics.by_choice) + result.statistics.by_reserve == len(firsts)


@given(a_case(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_wishes_come_in_changes_nothing(case, chance: random.Random) -> None:
    dates, wishes, seed = case
    shuffled_dates, shuffled = list(dates), list(wishes)
    chance.shuffle(shuffled_dates)
    chance.shuffle(shuffled)

    assert draw(shuffled_dates, shuffled, seed) == draw(dates, wishes, seed)
    assert wishes_text(shuffled) == wishes_text(wishes)


@given(a_case())
@settings(max_examples=60, deadline=None)
def test_a_published_file_verifies_and_one_changed_word_of_it_does_not(case) -> None:
    dates, wishes, secret = case
    seed = Seed(secret, wishes_digest(wishes))
    text = protocol_text({"title": "Verdeling"}, dates, {}, wishes, seed)

    verdict = verify(text.encode())

    assert verdict.matches
    assert verdict.digest == hashlib.sha256(text.encode()).hexdigest()
    said = json.loads(text)
    if said["allocation"]:
        said["allocation"][0]["group"] += 1
        assert [c.name for c in verify(json.dumps(said).encode()).checks if not c.matches] == ["allocation"]
    if said["wishes"]:
        said = json.loads(text)
        said["wishes"][0]["heads"] += 1
        assert {"wishes", "seed"} <= {c.name for c in verify(json.dumps(said).encode()).checks if not c.matches}


# --- By value --------------------------------------------------------------------------------------------------

SEED = "maan-2027"
HASHES = {
    1: "ec13cf57aec7c4f93e394148c5d6a862ac425b0029fcffc39980b7e298fd4895",
    2: "ed0c57eea23a5016852274612cf70f9a573cc98f0685b1c2900df62a686129d1",
    3: "1ea488d4a6d322667504959016ea0bc4fe51793e59c00917378352b8b414ade0",
    4: "1630466a4b32f4b02693ee42b3b1a4a7bacc3d1c6ba71402f0c8a419cf779c24",
    5: "9e939dce611b6b8def6556a83c57ea5b0f9950ba6424ac03ba90fe2a53d80a1a",
    6: "6e7ee58cb2007c17773c63677716e8fbe15123924eac29d12d147ad5018d254c",
}
"""Made by another program: `printf 'maan-2027|1' | sha256sum`. The order is 4, 3, 6, 5, 1, 2."""


def test_the_recipe_of_the_order_is_the_published_one() -> None:
    assert {number: hash_of(SEED, number) for number in HASHES} == HASHES
    wishes = [a_wish(number, 1, heads=1) for number in HASHES]

    assert draw([a_date(1)], wishes, SEED).order == tuple((number, HASHES[number]) for number in (4, 3, 6, 5, 1, 2))


def test_each_takes_its_highest_choice_that_takes_the_whole_group() -> None:
    wishes = [a_wish(4, 1, 2, heads=20), a_wish(3, 1, 2, heads=20), a_wish(6, 1, heads=10), a_wish(5, 1, 2, heads=9)]

    result = draw([a_date(1, 30), a_date(2, 28)], wishes, SEED)

    assert got(result) == {(4, 1): 1, (3, 1): 2, (6, 1): 1}
    told = [(line.turn, line.groups, line.date, line.left, line.verdict) for line in result.log]
    assert told == [
        (1, (4,), 1, 30, "fits"),
        (2, (3,), 1, 10, "full"),
        (2, (3,), 2, 28, "fits"),
        (3, (6,), 1, 10, "fits"),
        (4, (5,), 1, 0, "full"),
        (4, (5,), 2, 8, "full"),
    ]
    assert (result.statistics.by_choice, result.statistics.nothing) == ((2, 1), 1)
    assert (result.statistics.shows, result.statistics.seats) == (3, 50)


def test_second_shows_come_after_all_first_ones_in_the_opposite_order() -> None:
    dates = [a_date(1, 20), a_date(2, 20), a_date(3, 20)]
    wishes = [a_wish(4, 1, 3, wants=2), a_wish(3, 2, 3, wants=2)]

    assert got(draw(dates, wishes, SEED)) == {(4, 1): 1, (3, 1): 2, (3, 2): 3}


def test_nobody_sees_one_show_twice_or_two_on_one_day() -> None:
    dates = [a_date(1, show=7), a_date(2, show=7), a_date(3, day="2027-01-01")]

    result = draw(dates, [a_wish(1, 1, 2, 3, wants=3)], SEED)

    assert got(result) == {(1, 1): 1}
    assert [line.verdict for line in result.log] == ["fits", SAME_SHOW, SAME_SHOW, SAME_DAY]


def test_a_school_stays_within_the_limit_of_the_house_with_what_it_had_before() -> None:
    dates = [a_date(1, 90, limit=50, held={8: 20})]

    result = draw(dates, [a_wish(4, 1, school=8), a_wish(3, 1, school=8), a_wish(6, 1, school=9)], SEED)

    assert got(result) == {(4, 1): 1, (6, 1): 1}
    assert [line.verdict for line in result.log] == ["fits", SCHOOL_LIMIT, "fits"]


def test_groups_that_go_together_draw_once_and_get_one_place_or_none() -> None:
    dates = [a_date(1, 45), a_date(2, 30)]
    pair = [a_wish(3, 1, reserves=(2,), school=1, together=1), a_wish(1, 1, reserves=(2,), school=1, together=1)]

    alone = draw(dates, pair, SEED)
    beside = draw(dates, [*pair, a_wish(4, 1, heads=10)], SEED)

    assert [number for number, _ in alone.order] == [1]
    assert got(alone) == {(1, 1): 1, (3, 1): 1}
    assert got(beside) == {(4, 1): 1}
    assert [line.verdict for line in beside.log] == ["fits", "full", "full"]


def test_a_reserve_is_told_as_one() -> None:
    result = draw([a_date(1, 5), a_date(2)], [a_wish(1, 1, reserves=(2,))], SEED)

    assert result.awards[0].reserve
    assert (result.statistics.by_choice, result.statistics.by_reserve) == ((0,), 1)


@pytest.mark.parametrize(
    "wishes",
    [
        [a_wish(1, 9)],
        [a_wish(1, 1, 1)],
        [a_wish(1, 1), a_wish(1, 2)],
        [a_wish(1, 1, heads=0)],
        [a_wish(1, 1, together=1), a_wish(2, 1, together=1)],
    ],
)
def test_wishes_that_can_not_be_drawn_are_refused(wishes) -> None:
    with pytest.raises(ValueError, match="group"):
        draw([a_date(1), a_date(2)], wishes, SEED)


BYTES = "19afa8ba210fc1febf8c00ab3516f77604fcb75083317fc3c785592761ef08fc"


def test_the_published_file_has_these_very_bytes_on_every_machine() -> None:
    """A golden vector: when this fails, files that were published no longer verify."""
    pair = {"school": 2, "reserves": (3,), "wants": 2}
    wishes = [
        a_wish(1, 1, 2, wants=2),
        a_wish(2, 2, together=2, **pair),
        a_wish(3, 2, together=2, **pair),
        a_wish(4, 1, heads=25, school=1),
    ]
    dates = [a_date(1, 45, limit=40), a_date(2, 60), a_date(3, 45, show=1)]
    seed = Seed("0" * 64, wishes_digest(wishes), Beacon("Lotto van 15 mei", "3-8-12-20-31-44"))
    titles = {1: "De vuurtoren die niet wou slapen", 2: "Zout", 3: "De vuurtoren die niet wou slapen"}

    text = protocol_text({"title": "Seizoen 2027"}, dates, titles, wishes, seed)

    assert wishes_text(wishes) == "1;1;20;2;1,2;;\n2;2;20;2;2;3;2\n3;2;20;2;2;3;2\n4;1;25;1;1;;\n"
    assert (
        hashlib.sha256(text.encode()).hexdigest()
        == "19afa8ba210fc1febf8c00ab3516f77604fcb75083317fc3c785592761ef08fc"
    )
    assert verify(text.encode()).matches


@pytest.mark.parametrize("member", ["secret", "dates", "wishes", "round", "beacon"])
def test_what_is_no_published_file_is_said_to_be_none(member) -> None:
    seed = Seed("s", wishes_digest([]))
    said = json.loads(protocol_text({"title": "Leeg"}, [], {}, [], seed))
    del said[member]

    with pytest.raises(NotAProtocol):
        verify(json.dumps(said).encode())


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"[]", b'{"format": "foyer-round/2"}', b"[" * 100_000],
)
def test_bytes_of_something_else_are_refused(data) -> None:
    with pytest.raises(NotAProtocol):
        verify(data)


@pytest.mark.parametrize("change", [{"wants": 10_000}, {"heads": 1.0}, {"group": True}, {"preferences": "1"}])
def test_a_made_up_wish_is_no_wish(change) -> None:
    wishes = [a_wish(1, 1)]
    said = json.loads(protocol_text({"title": "x"}, [a_date(1)], {}, wishes, Seed("s", wishes_digest(wishes))))
    said["wishes"][0] |= change

    with pytest.raises(NotAProtocol):
        verify(json.dumps(said).encode())


def test_another_secret_than_the_promised_one_is_found_out() -> None:
    wishes = [a_wish(number, 1) for number in (1, 2, 3)]
    honest = Seed("beloofd", wishes_digest(wishes))
    said = json.loads(protocol_text({"title": "x"}, [a_date(1)], {}, wishes, replace(honest, secret="een ander")))
    said["commitment"] = honest.commitment

    assert [check.name for check in verify(json.dumps(said).encode()).checks if not check.matches] == ["commitment"]
