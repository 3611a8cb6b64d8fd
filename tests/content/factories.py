"""A small sound pack as plain values, to be spoilt by a test in just the way that matters to it."""

import json
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from content.archive import write_archive
from content.load import load_pack
from content.problem import PackError, Problem

Tree = dict[str, Any]
Files = dict[str, bytes]


def an_image(file: str = "images/doek.svg", **changes: Any) -> Tree:
    return {"file": file, "alt": "Een rood doek met gouden franjes.", **changes}


def a_concept(id: str, **changes: Any) -> Tree:  # noqa: A002 - the word of the format.
    concept = {
        "id": id,
        "category": "bezoek",
        "terms": {"nl": id},
        "definition": "Iets dat je meemaakt als je gaat kijken.",
        "age_from": 6,
        "image": an_image(),
    }
    return {**concept, **changes}


def an_option(text: str, verdict: str = "wrong", **changes: Any) -> Tree:
    return {"text": text, "verdict": verdict, "because": "Zo is het afgesproken in dit huis.", **changes}


def an_item(id: str, **changes: Any) -> Tree:  # noqa: A002
    item = {
        "id": id,
        "concepts": ["ticket"],
        "levels": ["L1", "L2"],
        "prompt": f"Wat neem je mee naar {id}?",
        "options": [an_option("een kaartje", "right"), an_option("een vlieger")],
        "hint1": "Je krijgt het vooraf.",
        "hint2": "Er staat een nummer op.",
    }
    return {**item, **changes}


def a_teacher_text() -> Tree:
    return {"say": ["We gaan samen op zoek.", "Kijk goed naar het bord."]}


def a_scene(id: str, kind: str, **changes: Any) -> Tree:  # noqa: A002
    words = ["ticket", "gong", "loge"]
    scene = {
        "id": id,
        "kind": kind,
        "title": id,
        "room": "zaal",
        "words": {"L1": list(words), "L2": list(words)},
        "recall": ["kaartje", "gong-horen"],
        "together": "Elke groep weet maar een stukje.",
        "teacher": a_teacher_text(),
        "minutes": 8,
    }
    return {**scene, **changes}


def a_seat_plan(level: str, **changes: Any) -> Tree:
    return {"level": level, "rows": 3, "seats": 6, "tickets": 3, **changes}


def a_seat_scene(**changes: Any) -> Tree:
    because = {"row": "De rij staat op je kaartje.", "seat": "Het nummer ook.", "taken": "Hier zit al iemand."}
    places = [a_seat_plan("L1"), a_seat_plan("L2")]
    return a_scene("naar-je-stoel", "seat", **{"places": places, "because": because, **changes})


def a_change(id: str, **changes: Any) -> Tree:  # noqa: A002
    change = {
        "id": id,
        "levels": ["L1", "L2"],
        "cue": "Het wordt stil en blauw.",
        "down": [],
        "up": [],
        "because": "De nacht begint met een lichtje.",
    }
    return {**change, **changes}


def a_flies_scene(**changes: Any) -> Tree:
    scene = {
        "sets": [{"id": name, "label": name, "image": an_image()} for name in ("bos", "maan", "huis")],
        "ropes": {"L1": 3, "L2": 3},
        "changes": [a_change("nacht", down=["maan"], up=["bos"])],
        "rounds": {"L1": 1, "L2": 1},
        "because": {
            "held": "Wie vasthoudt, beslist mee.",
            "wrong_rope": "Dat touw draagt iets anders.",
            "released": "Laat je los, dan zakt het stuk.",
        },
    }
    return a_scene("decorwissel", "flies", **{**scene, **changes})


def a_choice(text: str, verdict: str = "wrong", **changes: Any) -> Tree:
    then = {"actor": "De speler speelt door.", "neighbour": "Je buur kijkt op.", "you": "Jij denkt na."}
    return an_option(text, verdict, then=then, **changes)


def a_dilemma(id: str, **changes: Any) -> Tree:  # noqa: A002
    dilemma = {
        "id": id,
        "concepts": ["loge"],
        "levels": ["L1", "L2"],
        "prompt": f"Je merkt iets bij {id}. Wat doe je?",
        "options": [a_choice("zacht helpen", "right"), a_choice("luid roepen")],
        "hint1": "Denk aan je buur.",
        "hint2": "Het kan zonder woorden.",
    }
    return {**dilemma, **changes}


def a_choices_scene(**changes: Any) -> Tree:
    scene = {"dilemmas": [a_dilemma("een-jas"), a_dilemma("een-traan")], "rounds": {"L1": 1, "L2": 1}}
    return a_scene("wat-doe-jij", "choices", **{**scene, **changes})


def a_pair(concept: str, **changes: Any) -> Tree:
    pair = {
        "concept": concept,
        "levels": ["L1", "L2"],
        "because": "Het ene hoort bij het andere.",
        "detail": {"x": 0.2, "y": 0.2, "size": 0.4},
    }
    return {**pair, **changes}


PAIRED = ("vloer", "lamp", "doek", "stoel")


def a_pairs_scene(**changes: Any) -> Tree:
    scene = {
        "pairs": [a_pair(name) for name in PAIRED],
        "faces": {"L1": "detail", "L2": "word"},
        "rounds": {"L1": 4, "L2": 4},
    }
    return a_scene("coulissengeheugen", "pairs", **{**scene, **changes})


def a_whisper_word(concept: str, **changes: Any) -> Tree:
    word = {
        "concept": concept,
        "levels": ["L1", "L2"],
        "forbidden": ["een rij", "een plaats"],
        "tip": "Wijs en kijk alsof je het ziet.",
    }
    return {**word, **changes}


def a_whisper_scene(**changes: Any) -> Tree:
    scene = {
        "guesses": [a_whisper_word("vloer"), a_whisper_word("lamp")],
        "ways": {"L1": "mime", "L2": "whisper"},
        "forbidden": {"L1": 0, "L2": 2},
        "rounds": {"L1": 1, "L2": 2},
    }
    return a_scene("de-souffleur", "whisper", **{**scene, **changes})


def a_curtain(id: str, **changes: Any) -> Tree:  # noqa: A002
    curtain = {
        "id": id,
        "levels": ["L1", "L2"],
        "about": "show",
        "prompt": f"Wat verwacht je bij {id}?",
        "guesses": [{"text": "iemand", "picture": "tip_someone"}, {"text": "iets", "picture": "tip_thing"}],
        "voice": "'Dat houden we nog even voor ons.'",
    }
    return {**curtain, **changes}


def a_veil_scene(**changes: Any) -> Tree:
    scene = {
        "curtains": [a_curtain(f"gordijn-{number}") for number in range(1, 7)],
        "own": {"text": "iets anders", "picture": "tip_own"},
        "hint1": "Begin zo: ik denk dat.",
        "hint2": "Kijk door het spleetje.",
    }
    return a_scene("tipje-van-de-sluier", "veil", **{**scene, **changes})


def a_mood(id: str, **changes: Any) -> Tree:  # noqa: A002
    ranges = [
        {"slider": slider, "low": 0, "high": 2, "because": "Zo voelt het anders."}
        for slider in ("warmth", "brightness", "spot")
    ]
    mood = {"id": id, "word": id, "picture": "mood_glad", "ranges": ranges, "because": "Zo voelt het."}
    return {**mood, **changes}


def a_light_moment(id: str, **changes: Any) -> Tree:  # noqa: A002
    moment = {
        "id": id,
        "levels": ["L1", "L2"],
        "concepts": ["gong"],
        "prompt": "Het kind wacht in het bos.",
        "moods": ["blij", "bang"],
        "scenery": "scenery_forest",
        "who": "lit_girl",
        "stands": 2,
        "makers": {"warmth": 1, "brightness": 1, "spot": 2, "backdrop": 0, "says": "'Wij hielden het klein.'"},
    }
    return {**moment, **changes}


def a_lights_scene(**changes: Any) -> Tree:
    scene = {
        "moods": [a_mood("blij"), a_mood("bang"), a_mood("rustig")],
        "moments": [a_light_moment("bos")],
        "rounds": {"L1": 1, "L2": 1},
        "hint1": "Een schuif spreekt tegen.",
        "hint2": "De pijltjes tonen waar.",
        "because": {"different": "Licht is voor iedereen anders."},
    }
    return a_scene("lichtplan", "lights", **{**scene, **changes})


def a_show(**changes: Any) -> Tree:
    show = {
        "title": "De wolk",
        "company": "De Papieren Boot",
        "genre": ["figurentheater"],
        "performance_mode": "standard",
        "age_from": 6,
        "age_to": 10,
        "duration_min": 50,
        "about": "Een wolk die niet durft te regenen.",
    }
    return {**show, **changes}


def a_silence_scene(**changes: Any) -> Tree:
    steps = [
        {"id": id_, "picture": picture, "label": id_, "because": "Dat komt nog niet."}
        for id_, picture in (("gong", "gong"), ("deuren", "doors"))
    ]
    moment = {
        "id": "muis",
        "levels": ["L1", "L2"],
        "concepts": ["gong"],
        "tempts": ["mouse"],
        "dark": "Nu gaat alles uit.",
        "because": "Zo hoor je de zachtste stem.",
    }
    fields = {
        "steps": steps,
        "ready": {"standard": "De zaal is klaar.", "relaxed": "De deur blijft open."},
        "moments": [moment],
        "plans": [
            {"level": "L1", "seconds": 4, "watches": 2, "pictures": 6},
            {"level": "L2", "seconds": 4, "watches": 4, "pictures": 6},
        ],
        "rounds": {"L1": 1, "L2": 1},
        "because": {"mixed": "Elke ploeg zag iets anders."},
    }
    return a_scene("ssst", "silence", **fields, **changes)


def a_show_moment(id: str, **changes: Any) -> Tree:  # noqa: A002
    moment = {
        "id": id,
        "levels": ["L1", "L2"],
        "concepts": ["gong"],
        "picture": "joke",
        "prompt": f"Op het podium: {id}.",
        "reactions": [a_reaction("laugh", "right"), a_reaction("leave", "wrong")],
        "hint": "Denk aan de speler.",
    }
    return {**moment, **changes}


def a_reaction(sign: str, verdict: str, **changes: Any) -> Tree:
    return {"sign": sign, "verdict": verdict, "because": "Dat hoort de speler.", **changes}


def an_applause_scene(**changes: Any) -> Tree:
    fields = {
        "moments": [a_show_moment("grap"), a_show_moment("buiging", ends=True)],
        "rounds": {"L1": 2, "L2": 2},
        "because": {"spark": "Iemand anders begint."},
    }
    return a_scene("applaus", "applause", **fields, **changes)


def a_pack(**changes: Any) -> Tree:
    """A complete pack with each kind of scene, two levels and one picture."""
    pack = {
        "format": 1,
        "id": "proef",
        "version": "1.0.0",
        "title": "Proefpakket",
        "locales": ["nl"],
        "authors": ["De makers"],
        "licence": "Vrij te gebruiken in de klas.",
        "show": a_show(),
        "concepts": [a_concept("ticket"), a_concept("gong"), a_concept("loge")],
        "items": [an_item("kaartje"), an_item("gong-horen", concepts=["gong"])],
        "scenes": [a_seat_scene(), a_flies_scene(), a_choices_scene()],
    }
    return {**pack, **changes}


def a_drawing(body: str = '<path d="M0 0 L9 0 L9 9 Z" fill="#c81e33"/>', **root: str) -> bytes:
    """An SVG file; `root` sets attributes of the svg element."""
    told = {"viewBox": "0 0 10 10", **root}
    attributes = " ".join(f'{name}="{value}"' for name, value in told.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'.encode()


def a_png(width: int = 8, height: int = 8, *, extra: bytes = b"") -> bytes:
    """A PNG of one colour whose header says what it likes; `extra` chunks stand before the picture data."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 72)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + extra + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def a_wav(seconds: float = 0.1) -> bytes:
    """Silence, 8000 bytes a second."""
    sound = b"\x80" * int(8000 * seconds)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    data = struct.pack("<4sI", b"data", len(sound)) + sound
    return struct.pack("<4sI4s", b"RIFF", 4 + len(form) + len(data), b"WAVE") + form + data


def files_of(tree: Mapping[str, Any]) -> Files:
    """The files that `a_pack` names."""
    return {"pack.json": json.dumps(tree).encode(), "images/doek.svg": a_drawing()}


def an_archive(tree: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> bytes:
    return write_archive({**files_of(tree), **(files or {})})


def problems_of(tree: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> tuple[Problem, ...]:
    """What loading says of this pack, through the same door as a real one."""
    return problems_of_source(lambda: load_pack(an_archive(tree, files)))


def problems_of_source(load: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        load()
    except PackError as error:
        return error.problems
    return ()


def rules_of(tree: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> set[str]:
    return {problem.rule for problem in problems_of(tree, files)}
