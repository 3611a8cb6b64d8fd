"""Every lint rule meets a pack that breaks it and the nearest one that doesn't.

A linter that checks nothing looks just like a pack without mistakes, so a rule without its two fixtures fails.
"""

import copy
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from content.lint import RULES, lint
from content.model import Pack
from tests.content.factories import (
    PAIRED,
    Files,
    Tree,
    a_change,
    a_choice,
    a_concept,
    a_curtain,
    a_dilemma,
    a_lights_scene,
    a_pack,
    a_pair,
    a_pairs_scene,
    a_png,
    a_scene,
    a_seat_plan,
    a_silence_scene,
    a_veil_scene,
    a_wav,
    a_whisper_scene,
    a_whisper_word,
    an_applause_scene,
    an_image,
    an_item,
    an_option,
    problems_of,
    rules_of,
)

Change = Callable[[Tree, Files], object]


class Case(NamedTuple):
    bad: Change
    good: Change


def put(*path: Any, to: Any) -> Change:
    """Set one value in the pack: `put("show", "title", to="...")`."""

    def change(tree: Tree, _: Files) -> None:
        for step in path[:-1]:
            tree = tree[step]
        tree[path[-1]] = to

    return change


def drop(*path: Any) -> Change:
    def change(tree: Tree, _: Files) -> None:
        for step in path[:-1]:
            tree = tree[step]
        del tree[path[-1]]

    return change


def add(*path: Any, part: Any) -> Change:
    def change(tree: Tree, _: Files) -> None:
        for step in path:
            tree = tree[step]
        tree.append(part)

    return change


def both(*changes: Change) -> Change:
    def change(tree: Tree, files: Files) -> None:
        for one in changes:
            one(tree, files)

    return change


def file(name: str, data: bytes = b"") -> Change:
    def change(_: Tree, files: Files) -> None:
        files[name] = data or a_png()

    return change


def image(name: str) -> Change:
    """Let the first concept use this picture."""
    return put("concepts", 0, "image", to=an_image(name))


def item(**changes: Any) -> Change:
    """Change the first item."""

    def change(tree: Tree, _: Files) -> None:
        tree["items"][0].update(changes)

    return change


def twins(**changes: Any) -> Change:
    """Make twins of the first item and a new one; `changes` are to the new one."""
    twin = an_item("toegang", **{"prompt": "Wat toon je aan de deur?", "twin": "kaartje", **changes})
    return both(put("items", 0, "twin", to="toegang"), add("items", part=twin))


def story(*links: str) -> Change:
    """Dilemmas that lead to each other: "a>b" means that both choices of a lead to b, "a>b|" that one does."""
    dilemmas = []
    for link in links:
        name, _, following = link.partition(">")
        ways: list[str | None] = [following.rstrip("|") or None, None if "|" in following else following or None]
        options = [a_choice("zacht helpen", "right", next=ways[0]), a_choice("luid roepen", next=ways[1])]
        dilemmas.append(a_dilemma(name, options=options))
    return put("scenes", CHOICES, "dilemmas", to=dilemmas)


def relaxed(tree: Tree, _: Files) -> None:
    tree["show"]["performance_mode"] = "relaxed"


def silent_moment() -> Change:
    """A moment that teaches silence, at whatever show."""
    change = more(a_silence_scene(), put("moments", 0, "concepts", to=["stilte"]))
    return both(change, add("concepts", part=a_concept("stilte")))


def six_scenes(tree: Tree, _: Files) -> None:
    """Six scenes and questions for all their words, and a loge that only two of them are about."""
    seat = tree["scenes"][SEAT]
    tree["scenes"] += [{**seat, "id": f"zaal-{number}"} for number in range(3)]
    asked = sum("loge" in dilemma["concepts"] for dilemma in tree["scenes"][CHOICES]["dilemmas"])
    for concept, times in (("ticket", 3), ("gong", 3), ("loge", 2 - asked)):
        tree["items"] += [an_item(f"{concept}-{number}", concepts=[concept]) for number in range(times)]


def a_bank_of(more_items: int) -> Change:
    """So many questions beside the two that every fixture starts with."""

    def change(tree: Tree, _: Files) -> None:
        tree["items"] += [an_item(f"vraag-{number}") for number in range(more_items)]

    return change


def a_finish_scene() -> Tree:
    return {**a_scene("klaar", "finish"), "seats": {"L1": 4, "L2": 4}}


def more(scene: Tree, *changes: Change) -> Change:
    """One scene more, and the concepts that it is about; `changes` are to that scene."""

    def change(tree: Tree, files: Files) -> None:
        tree["concepts"] += [a_concept(name) for name in PAIRED]
        tree["scenes"].append(copy.deepcopy(scene))
        for one in changes:
            one(tree["scenes"][-1], files)

    return change


def about_moed(tree: Tree, files: Files) -> None:
    """A show with a theme of its own."""
    theme = {"word": "moed", "sentence": "Je knieën trillen.", "question": "Wanneer durf je?", "after": "Wie durfde?"}
    tree["themes"] = [{"id": "moed", **theme}]


SEAT, FLIES, CHOICES = 0, 1, 2

a_door = put("scenes", SEAT, "because", "door", to="Even rechts, oneven links.")

CASES = {
    "ids.repeated": Case(add("items", part=an_item("kaartje")), add("items", part=an_item("kaartje-2"))),
    "base.unknown": Case(put("base", to="bestaat-niet"), put("base", to=None)),
    "concept.unknown": Case(item(concepts=["ticked"]), item(concepts=["ticket", "gong"])),
    "item.unknown": Case(
        put("scenes", SEAT, "recall", to=["kaartjes"]), put("scenes", SEAT, "recall", to=["kaartje"])
    ),
    "twin.unknown": Case(item(twin="spook"), twins()),
    "twin.not-mutual": Case(item(twin="gong-horen"), twins()),
    "twin.identical": Case(twins(prompt="Wat neem je mee naar kaartje?"), twins()),
    "twin.other-concepts": Case(twins(concepts=["gong"]), twins(concepts=["ticket"])),
    "probe.no-twin": Case(item(phase="probe"), both(twins(phase="probe"), item(phase="probe"))),
    "room.unknown": Case(put("scenes", SEAT, "room", to="zolder"), put("scenes", SEAT, "room", to="foyer")),
    "levels.repeated": Case(item(levels=["L1", "L2", "L1"]), item(levels=["L1", "L2", "L3"])),
    "files.leaves-pack": Case(image("../geheim.svg"), image("images/doek.svg")),
    "files.missing": Case(image("images/weg.svg"), both(image("images/er.png"), file("images/er.png"))),
    "files.case": Case(image("images/Doek.svg"), both(image("images/Er.png"), file("images/Er.png"))),
    "files.wrong-place": Case(
        both(image("sounds/gong.wav"), file("sounds/gong.wav", a_wav())),
        both(
            put("inspirations", to=[{"id": "gong", "label": "een gong", "sentence": "Hij klonk zo mooi."}]),
            put("inspirations", 0, "sound", to={"file": "sounds/gong.wav", "caption": "een gong"}),
            file("sounds/gong.wav", a_wav()),
        ),
    ),
    "files.orphan": Case(file("images/los.png"), both(image("images/los.png"), file("images/los.png"))),
    "image.alt-is-file-name": Case(
        put("concepts", 0, "image", "alt", to="IMG_2041"),
        put("concepts", 0, "image", "alt", to="Een foto van een gong."),
    ),
    "media.no-credit": Case(
        put("authors", to=[]),
        both(
            put("authors", to=[]),
            *(put("concepts", index, "image", "credit", to="De makers") for index in range(3)),
            *(put("scenes", FLIES, "sets", index, "image", "credit", to="De makers") for index in range(3)),
        ),
    ),
    "pack.no-licence": Case(drop("licence"), put("licence", to="Vrij in de klas.")),
    "item.no-right": Case(
        item(options=[an_option("een jas", "ok"), an_option("een vis")]),
        item(options=[an_option("een jas", "ok"), an_option("een vis", "ok")]),
    ),
    "dilemma.all-wrong": Case(
        put("scenes", CHOICES, "dilemmas", 0, "options", to=[a_choice("roepen"), a_choice("duwen")]),
        put("scenes", CHOICES, "dilemmas", 0, "options", to=[a_choice("roepen"), a_choice("vragen", "ok")]),
    ),
    "options.same": Case(
        item(options=[an_option("een kaartje", "right"), an_option("Een kaartje!")]),
        item(options=[an_option("een kaartje", "right"), an_option("twee kaartjes")]),
    ),
    "hint.gives-answer": Case(item(hint2="Een kaartje."), item(hint2="Denk aan een kaartje.")),
    "hint.same": Case(item(hint1="Kijk goed.", hint2="Kijk goed!"), item(hint1="Kijk goed.", hint2="Kijk beter.")),
    "prompt.shows-answer": Case(
        item(prompt="Waarvoor dient een kaartje?"), item(prompt="Neem je een kaartje of een vlieger mee?")
    ),
    "mode.silence": Case(
        both(relaxed, item(options=[an_option("stil zijn", "right"), an_option("dansen")])),
        item(options=[an_option("stil zijn", "right"), an_option("dansen")]),
    ),
    "definition.circular": Case(
        put("concepts", 0, "definition", to="Tickets koop je aan de kassa."),
        put("concepts", 0, "definition", to="Met dit ticketnummer mag je naar binnen."),
    ),
    "definition.later-word": Case(
        both(
            put("concepts", 1, "age_from", to=9),
            put("concepts", 0, "definition", to="Dit heb je nodig als de gongen klinken."),
        ),
        both(
            put("concepts", 0, "age_from", to=9),
            put("concepts", 0, "definition", to="Dit heb je nodig als de gongen klinken."),
        ),
    ),
    "term.no-dutch": Case(
        put("concepts", 0, "terms", to={"en": "ticket"}),
        put("concepts", 0, "terms", to={"nl": "kaartje"}),
    ),
    "term.missing-language": Case(
        put("concepts", 0, "terms", to={"nl": "ticket", "fr": "billet"}),
        both(
            *(put("concepts", index, "terms", "fr", to=f"mot {index}") for index in range(3)),
            put("locales", to=["nl", "fr"]),
        ),
    ),
    "term.repeated": Case(
        put("concepts", 1, "terms", to={"nl": "Ticket"}), put("concepts", 1, "terms", to={"nl": "bel"})
    ),
    "words.count": Case(
        put("scenes", SEAT, "words", "L1", to=["ticket", "gong"]),
        put("scenes", SEAT, "words", "L1", to=["loge", "gong", "ticket"]),
    ),
    "words.no-picture": Case(
        drop("concepts", 0, "image"),
        both(
            add("concepts", part=a_concept("pauze", image=None)),
            add("scenes", SEAT, "words", "L2", part="pauze"),
            item(concepts=["ticket", "pauze"]),
        ),
    ),
    "concept.never-asked": Case(
        both(add("concepts", part=a_concept("pauze")), add("scenes", SEAT, "words", "L2", part="pauze")),
        add("concepts", part=a_concept("pauze")),
    ),
    "concept.asked-too-little": Case(
        six_scenes,
        both(six_scenes, put("items", 0, "concepts", to=["ticket", "loge"])),
    ),
    "scene.no-level": Case(
        both(put("scenes", SEAT, "words", to={})),
        both(drop("scenes", SEAT, "words", "L2"), put("scenes", SEAT, "places", to=[a_seat_plan("L1")])),
    ),
    "level.missing": Case(
        put("scenes", SEAT, "places", to=[a_seat_plan("L1")]),
        put("scenes", SEAT, "places", to=[a_seat_plan("L2"), a_seat_plan("L1")]),
    ),
    "level.not-offered": Case(
        add("scenes", SEAT, "places", part=a_seat_plan("L4")),
        both(
            add("scenes", SEAT, "places", part=a_seat_plan("L4")),
            put("scenes", SEAT, "words", "L4", to=["ticket", "gong", "loge"]),
            item(levels=["L1", "L2", "L4"]),
        ),
    ),
    "recall.no-item": Case(
        both(item(levels=["L2"]), put("items", 1, "levels", to=["L2"])),
        both(item(levels=["L2"]), put("items", 1, "levels", to=["L1"])),
    ),
    "seat.two-plans": Case(
        add("scenes", SEAT, "places", part=a_seat_plan("L1")),
        put("scenes", SEAT, "places", to=[a_seat_plan("L1"), a_seat_plan("L2", rows=5)]),
    ),
    "seat.one-clue": Case(
        put("scenes", SEAT, "places", 0, "rows", to=1),
        both(
            put("scenes", SEAT, "places", 0, to=a_seat_plan("L1", rows=1, doors=True)),
            a_door,
        ),
    ),
    "seat.no-sign": Case(
        put("venue", to={"name": "Huis", "hall": [a_seat_plan("L1", seats=9, signs=True)]}),
        put("venue", to={"name": "Huis", "hall": [a_seat_plan("L1", seats=8, signs=True)]}),
    ),
    "seat.too-many-tickets": Case(
        both(put("scenes", SEAT, "places", 0, to=a_seat_plan("L1", rows=1, doors=True, seats=4, tickets=5)), a_door),
        both(put("scenes", SEAT, "places", 0, to=a_seat_plan("L1", rows=1, doors=True, seats=4, tickets=4)), a_door),
    ),
    "seat.balcony": Case(
        both(
            put("scenes", SEAT, "places", 0, to=a_seat_plan("L1", rows=2, balcony_rows=3)),
            put("scenes", SEAT, "because", "floor", to="Het balkon is boven."),
        ),
        both(
            put("scenes", SEAT, "places", 0, to=a_seat_plan("L1", rows=3, balcony_rows=3)),
            put("scenes", SEAT, "because", "floor", to="Het balkon is boven."),
        ),
    ),
    "scene.no-because": Case(
        put("scenes", SEAT, "places", 0, to=a_seat_plan("L1", doors=True)),
        both(
            put("scenes", SEAT, "places", 0, to=a_seat_plan("L1", doors=True)),
            put("scenes", SEAT, "because", "door", to="Even nummers gaan rechts binnen."),
        ),
    ),
    "flies.ropes": Case(
        put("scenes", FLIES, "ropes", "L1", to=2),
        both(
            put("scenes", FLIES, "ropes", "L1", to=4),
            add("scenes", FLIES, "sets", part={"id": "ster", "label": "ster", "image": an_image()}),
        ),
    ),
    "flies.too-few-sets": Case(put("scenes", FLIES, "ropes", "L1", to=4), put("scenes", FLIES, "ropes", "L1", to=3)),
    "flies.unknown-set": Case(
        put("scenes", FLIES, "changes", 0, "down", to=["zon"]),
        put("scenes", FLIES, "changes", 0, "down", to=["huis"]),
    ),
    "flies.both-ways": Case(
        put("scenes", FLIES, "changes", 0, "down", to=["maan", "bos"]),
        put("scenes", FLIES, "changes", 0, "down", to=["maan", "huis"]),
    ),
    "flies.nothing-moves": Case(
        both(put("scenes", FLIES, "changes", 0, "down", to=[]), put("scenes", FLIES, "changes", 0, "up", to=[])),
        put("scenes", FLIES, "changes", 0, "down", to=[]),
    ),
    "flies.already-there": Case(
        add("scenes", FLIES, "changes", part=a_change("nog-eens", down=["maan"], up=["bos"])),
        add("scenes", FLIES, "changes", part=a_change("dag", down=["bos"], up=["maan"])),
    ),
    "flies.too-many-moves": Case(
        both(
            add("scenes", FLIES, "sets", part={"id": "ster", "label": "ster", "image": an_image()}),
            put("scenes", FLIES, "changes", 0, "down", to=["maan", "huis", "ster"]),
        ),
        put("scenes", FLIES, "changes", 0, "down", to=["maan", "huis"]),
    ),
    "flies.no-picture": Case(
        drop("scenes", FLIES, "sets", 0, "image"),
        both(drop("scenes", FLIES, "sets", 0, "image"), put("scenes", FLIES, "sets", 0, "picture", to="drop_forest")),
    ),
    "rounds.unfilled": Case(
        put("scenes", CHOICES, "rounds", "L1", to=3), put("scenes", CHOICES, "rounds", "L1", to=2)
    ),
    "rounds.none": Case(put("scenes", CHOICES, "rounds", "L1", to=0), put("scenes", CHOICES, "rounds", "L1", to=1)),
    "dilemma.unknown": Case(story("a>spook|", "b"), story("a>b|", "b")),
    "dilemma.unreachable": Case(story("a", "b>c|", "c>b|"), story("a>b", "b>c|", "c>b|")),
    "dilemma.no-end": Case(story("a>b", "b>c", "c>b"), story("a>b", "b>c", "c>b|")),
    "dilemma.next-level": Case(
        both(story("a>b", "b", "c"), put("scenes", CHOICES, "dilemmas", 1, "levels", to=["L2"])),
        both(story("a>b", "b", "c"), put("scenes", CHOICES, "dilemmas", 1, "levels", to=["L1", "L2", "L3"])),
    ),
    "pairs.rounds": Case(
        more(a_pairs_scene(), put("rounds", "L2", to=5)),
        more(a_pairs_scene()),
    ),
    "pairs.twice": Case(
        more(a_pairs_scene(), add("pairs", part=a_pair("lamp"))),
        more(
            a_pairs_scene(),
            put("pairs", 3, "levels", to=["L1"]),
            put("rounds", to={"L1": 4, "L2": 4}),
            add("pairs", part=a_pair("stoel", levels=["L2"])),
        ),
    ),
    "pairs.no-picture": Case(
        both(more(a_pairs_scene()), drop("concepts", -1, "image")),
        both(more(a_pairs_scene()), put("concepts", -1, "image", to=an_image(alt="Een rij stoelen in het rood."))),
    ),
    "pairs.no-detail": Case(
        more(a_pairs_scene(), drop("pairs", 0, "detail")),
        more(a_pairs_scene(faces={"L1": "word", "L2": "word"}), drop("pairs", 0, "detail")),
    ),
    "pairs.detail-outside": Case(
        more(a_pairs_scene(), put("pairs", 0, "detail", to={"x": 0.7, "y": 0.2, "size": 0.4})),
        more(a_pairs_scene(), put("pairs", 0, "detail", to={"x": 0.6, "y": 0.2, "size": 0.4})),
    ),
    "pairs.unknown-near": Case(
        more(a_pairs_scene(), put("pairs", 0, "near", to={"gordijn": "Het ene hangt, het andere ligt."})),
        more(a_pairs_scene(), put("pairs", 0, "near", to={"doek": "Het ene hangt, het andere ligt."})),
    ),
    "whisper.too-few-forbidden": Case(
        more(a_whisper_scene(), put("forbidden", "L2", to=3)),
        more(a_whisper_scene(), put("forbidden", "L2", to=1)),
    ),
    "whisper.forbidden-itself": Case(
        more(a_whisper_scene(), put("guesses", 1, "forbidden", to=["lampen", "zon"])),
        more(a_whisper_scene(), put("guesses", 1, "forbidden", to=["lampje aan", "zon"])),
    ),
    "whisper.forbidden-twice": Case(
        more(a_whisper_scene(), put("guesses", 1, "forbidden", to=["zon", "Zon"])),
        more(a_whisper_scene(), put("guesses", 1, "forbidden", to=["zon", "zonnig"])),
    ),
    "whisper.twice": Case(
        more(a_whisper_scene(), add("guesses", part=a_whisper_word("lamp"))),
        more(a_whisper_scene(), add("guesses", part=a_whisper_word("doek"))),
    ),
    "whisper.no-picture": Case(
        both(more(a_whisper_scene()), drop("concepts", 3, "image")),
        both(more(a_whisper_scene(ways={"L1": "whisper", "L2": "whisper"})), drop("concepts", 3, "image")),
    ),
    "veil.too-few": Case(
        more(a_veil_scene(), drop("curtains", 0)),
        more(a_veil_scene(), drop("curtains", 0), add("curtains", part=a_curtain("gordijn-7"))),
    ),
    "veil.unknown": Case(
        both(about_moed, more(a_veil_scene(), put("curtains", 0, to=a_curtain("wie", about="theme", ref="moet")))),
        both(about_moed, more(a_veil_scene(), put("curtains", 0, to=a_curtain("wie", about="theme", ref="moed")))),
    ),
    "veil.no-prompt": Case(
        both(about_moed, more(a_veil_scene(), put("curtains", 0, "prompt", to=None))),
        both(
            about_moed,
            more(a_veil_scene(), put("curtains", 0, to=a_curtain("wie", about="theme", prompt=None))),
        ),
    ),
    "veil.no-voice": Case(
        both(about_moed, more(a_veil_scene(), put("curtains", 0, "voice", to=None))),
        both(about_moed, more(a_veil_scene(), put("curtains", 0, to=a_curtain("wie", about="theme", voice=None)))),
    ),
    "veil.spoiler": Case(
        both(
            about_moed,
            put("themes", 0, "spoiler", to="light"),
            more(a_veil_scene(), put("curtains", 0, to=a_curtain("wie", about="theme", ref="moed"))),
        ),
        both(
            about_moed,
            put("themes", 0, "spoiler", to="light"),
            more(
                a_veil_scene(),
                add("curtains", part=a_curtain("wie", about="theme", ref="moed", visit="after")),
            ),
        ),
    ),
    "veil.no-picture": Case(
        more(a_veil_scene(), drop("curtains", 0, "guesses", 0, "picture")),
        more(
            a_veil_scene(),
            drop("curtains", 0, "guesses", 0, "picture"),
            put("curtains", 0, "guesses", 0, "image", to=an_image()),
        ),
    ),
    "veil.twice": Case(
        more(a_veil_scene(), put("curtains", 0, "guesses", 1, "text", to="Iemand!")),
        more(a_veil_scene(), put("curtains", 0, "guesses", 1, "text", to="niemand")),
    ),
    "finish.seats": Case(
        both(a_bank_of(4), more(a_finish_scene(), put("seats", "L1", to=3))),
        both(a_bank_of(4), more(a_finish_scene(), put("seats", "L1", to=4))),
    ),
    "finish.too-few-questions": Case(
        both(a_bank_of(6), more(a_finish_scene(), put("seats", "L1", to=9))),
        both(a_bank_of(7), more(a_finish_scene(), put("seats", "L1", to=9))),
    ),
    "lights.unknown-mood": Case(
        more(a_lights_scene(), put("moments", 0, "moods", to=["blij", "boos"])),
        more(a_lights_scene(), put("moments", 0, "moods", to=["blij", "rustig"])),
    ),
    "lights.mood-twice": Case(
        more(a_lights_scene(), put("moments", 0, "moods", to=["blij", "blij"])),
        more(a_lights_scene(), put("moments", 0, "moods", to=["blij", "bang", "rustig"])),
    ),
    "lights.slider-twice": Case(
        more(a_lights_scene(), put("moods", 0, "ranges", 2, "slider", to="warmth")),
        more(a_lights_scene(), put("moods", 0, "ranges", 2, "slider", to="backdrop")),
    ),
    "lights.empty-range": Case(
        more(a_lights_scene(), put("moods", 0, "ranges", 0, "low", to=3)),
        more(a_lights_scene(), put("moods", 0, "ranges", 0, "low", to=2)),
    ),
    "lights.few-teams": Case(
        more(a_lights_scene(), put("moods", 0, "ranges", 0, "high", to=4)),
        more(a_lights_scene(), put("moods", 0, "ranges", 0, "high", to=3)),
    ),
    "lights.no-place": Case(
        more(a_lights_scene(), put("moods", 0, "ranges", 2, "low", to=3), put("moods", 0, "ranges", 2, "high", to=4)),
        more(
            a_lights_scene(),
            put("moods", 0, "ranges", 2, "low", to=3),
            put("moods", 0, "ranges", 2, "high", to=4),
            put("moments", 0, "stands", to=1),
        ),
    ),
    "text.control": Case(
        item(hint1="Kijk\0 goed."), put("show", "about", to="Een wolk.\n\nEn een dorp 🌧️ met “regen”.")
    ),
    "silence.two-plans": Case(
        more(a_silence_scene(), put("plans", 1, "level", to="L1"), drop("rounds", "L2"), drop("words", "L2")),
        more(a_silence_scene()),
    ),
    "silence.guessable": Case(
        more(a_silence_scene(), put("plans", 0, "watches", to=3)),
        more(a_silence_scene(), put("plans", 0, to={"level": "L1", "seconds": 4, "watches": 3, "pictures": 7})),
    ),
    "silence.not-ready": Case(
        more(a_silence_scene(), put("steps", 1, "trap", to=True)),
        more(a_silence_scene(), put("steps", 1, "modes", to=["standard"])),
    ),
    "silence.loud-show": Case(
        both(relaxed, silent_moment()),
        both(silent_moment()),
    ),
    "applause.signs": Case(
        more(an_applause_scene(), put("moments", 0, "reactions", 0, "modes", to=["relaxed"])),
        more(an_applause_scene(), put("moments", 0, "reactions", 0, "modes", to=["standard"])),
    ),
    "applause.no-answer": Case(
        more(an_applause_scene(), put("moments", 0, "reactions", 1, "verdict", to="ok")),
        both(relaxed, more(an_applause_scene(), put("moments", 0, "reactions", 1, "verdict", to="ok"))),
    ),
    "applause.no-end": Case(
        more(an_applause_scene(), put("moments", 1, "ends", to=False)),
        more(an_applause_scene()),
    ),
    "privacy.email": Case(
        put("show", "about", to="Schrijf naar lotte@deboot.example voor vragen."),
        put("show", "about", to="Schrijf ons @ de kassa voor vragen."),
    ),
    "privacy.phone": Case(
        put("show", "about", to="Bel 014 12 34 56 voor vragen."),
        put("show", "about", to="Om 10.30 uur, op 14/03/2027, in het seizoen 2026-2027, voor 1 200 leerlingen."),
    ),
    "privacy.address": Case(
        put("show", "about", to="Kijk op www.deboot.example."), item(source="https://deboot.example/lesmap")
    ),
    "show.ages": Case(put("show", "age_to", to=5), put("show", "age_to", to=6)),
    "show.no-content-note": Case(
        put("show", "about", to="Er zit een stroboscoop in het slot."),
        both(
            put("show", "about", to="Er zit een stroboscoop in het slot."),
            put("show", "content_notes", to=["felle flitsen"]),
        ),
    ),
}

# The base of a shipped pack can't be bent in a fixture; it has its own test below.
# A kind of scene with rules of its own holds them to the same law in its own `test_lint_<kind>.py`.
TESTED_APART = {"base.deep"} | {
    rule.id
    for path in Path(__file__).parent.glob("test_lint_*.py")
    for rule in import_module(f"content.checks.{path.stem.removeprefix('test_lint_')}").RULES
}


def spoilt(change: Change) -> tuple[Tree, Files]:
    tree, files = a_pack(), Files()
    change(tree, files)
    return tree, files


def test_every_rule_has_its_fixtures_and_its_own_name():
    ids = [rule.id for rule in RULES]

    assert len(set(ids)) == len(ids)
    assert set(ids) == CASES.keys() | TESTED_APART


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_why_it_is_there_and_how_to_get_past_it(rule):
    assert len(rule.reason.split()) > 5
    for message, fix in (rule.wording.nl, rule.wording.en):
        assert message.endswith(".")
        assert fix.endswith(".")


@pytest.mark.parametrize("rule", CASES)
def test_a_pack_that_breaks_a_rule_is_told_so(rule):
    assert rule in rules_of(*spoilt(CASES[rule].bad))


@pytest.mark.parametrize("rule", CASES)
def test_the_nearest_pack_that_keeps_the_rule_has_no_problems(rule):
    assert problems_of(*spoilt(CASES[rule].good)) == ()


def test_the_pack_all_fixtures_start_from_has_no_problems():
    assert problems_of(a_pack()) == ()


def test_a_problem_names_its_place_for_programs_and_in_words():
    tree, files = spoilt(item(options=[an_option("een jas", "right"), an_option("een jas")]))

    (problem,) = problems_of(tree, files)

    assert (problem.rule, problem.file, problem.path) == ("options.same", "pack.json", "items[0].options[1].text")
    assert problem.message == "Vraag 'kaartje', antwoord 2: het antwoord 'een jas' staat er twee keer."
    assert problem.fix == "Maak er twee verschillende antwoorden van."
    assert problem.told_in("en").message == "Question 'kaartje', answer 2: the answer 'een jas' is there twice."


@pytest.mark.parametrize("mode", ["relaxed", "participatory"])
@pytest.mark.parametrize("concept", ["stilte", "blijven_zitten"])
def test_silence_is_not_asked_where_a_show_invites_to_move(mode, concept):
    silent = an_item("stil", concepts=[concept])
    tree = a_pack()
    tree["concepts"].append(a_concept(concept))
    tree["items"].append(silent)
    tree["show"]["performance_mode"] = mode

    assert rules_of(tree) == {"mode.silence"}

    silent["modes"] = ["standard", "school-hall"]
    assert rules_of(tree) == set()

    silent["modes"] = ["standard", mode]
    assert rules_of(tree) == {"mode.silence"}


def test_a_pair_of_an_unknown_concept_is_told_as_any_other():
    tree, files = spoilt(more(a_pairs_scene(), put("pairs", 1, "concept", to="spook")))

    assert rules_of(tree, files) == {"concept.unknown"}


def test_a_pack_for_any_show_must_say_where_silence_is_right():
    tree = a_pack()
    tree["concepts"].append(a_concept("stilte"))
    tree["items"].append(an_item("stil", concepts=["stilte"]))
    del tree["show"]

    assert rules_of(tree) == {"mode.silence"}


def test_a_dilemma_that_asks_for_silence_is_judged_like_a_question():
    tree = a_pack()
    relaxed(tree, {})
    tree["scenes"][CHOICES]["dilemmas"][0]["options"][0]["text"] = "blijven zitten"

    assert rules_of(tree) == {"mode.silence"}


def test_rounds_are_counted_for_the_way_the_show_is_performed():
    tree = a_pack()
    for dilemma in tree["scenes"][CHOICES]["dilemmas"]:
        dilemma["modes"] = ["standard"]

    assert rules_of(tree) == set()

    relaxed(tree, {})
    assert rules_of(tree) == {"rounds.unfilled"}


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("zaal", "Alle zalen liggen hier."),
        ("doek", "Twee doeken hangen klaar."),
        ("pop", "De poppen slapen."),
        ("brief", "Er komen brieven aan."),
        ("huis", "Wij bouwen huizen."),
        ("foyer", "In foyers wacht je."),
        ("foto", "Maak foto's van elkaar."),
        ("gordijn", "Een gordijntje gaat open."),
        ("achter de schermen", "Wat gebeurt er achter de schermen?"),
    ],
)
def test_a_word_is_recognised_in_the_plural_and_made_small(term, sentence):
    tree = a_pack()
    tree["concepts"][0].update(terms={"nl": term}, definition=sentence)

    assert rules_of(tree) == {"definition.circular"}


def test_a_word_inside_another_word_is_another_word():
    tree = a_pack()
    tree["concepts"][0].update(terms={"nl": "rij"}, definition="Je bent vrij om te rijden in het terrijn.")

    assert rules_of(tree) == set()


def test_two_words_that_explain_each_other_are_circular():
    tree = a_pack()
    tree["concepts"][0]["definition"] = "Hiermee kom je in de loge."
    tree["concepts"][2]["definition"] = "Hier zit je met een ticket."

    circles = [problem for problem in problems_of(tree) if problem.rule == "definition.circular"]

    assert [problem.path for problem in circles] == ["concepts[0].definition", "concepts[2].definition"]
    assert "ticket > loge > ticket" in circles[0].message


def test_a_pack_stands_on_its_base_for_everything_it_names():
    base = Pack.model_validate(a_pack(id="onder"))
    over = {**a_pack(base="onder"), "concepts": [], "items": []}
    pack = Pack.model_validate(over)

    assert lint(pack, {"images/doek.svg"}, base) == []
    assert {problem.rule for problem in lint(pack, {"images/doek.svg"})} >= {"base.unknown"}


def test_a_base_that_stands_on_another_is_refused():
    base = Pack.model_validate(a_pack(id="onder", base="nog-dieper"))
    pack = Pack.model_validate(a_pack(base="onder"))

    assert "base.deep" in {problem.rule for problem in lint(pack, {"images/doek.svg"}, base)}


def test_a_pack_may_bring_its_own_picture_for_one_of_its_base():
    base = Pack.model_validate(a_pack(id="onder"))
    pack = Pack.model_validate({**a_pack(base="onder"), "concepts": [], "items": [], "scenes": []})

    assert lint(pack, {"images/doek.svg"}, base) == []


@pytest.mark.parametrize("hidden", ["\n", "\t", "\x1b[2J", "\u202egnol", "\u2028"])
def test_no_text_hides_what_is_obeyed_instead_of_drawn(hidden):
    tree = a_pack()
    tree["items"][0]["prompt"] = f"Wat is{hidden}dit?"

    assert rules_of(tree) == {"text.control"}


@pytest.mark.parametrize(
    "number",
    ["014 12 34 56", "014/12.34.56", "0470 12 34 56", "0470/123456", "+32 14 12 34 56", "0032 (0)470 12 34 56"],
)
def test_a_phone_number_is_found_however_it_is_written(number):
    tree = a_pack()
    tree["show"]["about"] = f"Bel {number} voor vragen."

    assert rules_of(tree) == {"privacy.phone"}


@pytest.mark.parametrize(
    "number", ["01/02/2027 10.30 uur", "05.11.2026 tot 06.11.2026", "0,5 liter", "007", "2026-2027"]
)
def test_a_date_or_an_amount_is_no_phone_number(number):
    tree = a_pack()
    tree["show"]["about"] = f"Op {number} dus."

    assert rules_of(tree) == set()
