"""A small pack for the tests of the game's rules: three scenes, four levels, every rule in use."""

from typing import Any

from content.model import Level, Pack, PerformanceMode
from game.rules import run as rules
from game.rules.activity import GoOn
from game.rules.run import Setup
from game.rules.together import InputMode

LEVELS = tuple(Level)
CONCEPTS = ("rij", "stoelnummer", "vestiaire", "balkon", "zaalwachter", "cue", "trekkenwand", "stilte", "gsm")


def a_concept(slug: str) -> dict[str, Any]:
    return {
        "id": slug,
        "category": "bezoek",
        "terms": {"nl": slug, "fr": slug, "en": slug},
        "definition": f"Wat {slug} is.",
        "age_from": 6,
    }


def an_option(text: str, verdict: str = "right") -> dict[str, Any]:
    return {"text": text, "verdict": verdict, "because": f"Want {text}."}


def an_item(slug: str, concept: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "concepts": [concept],
        "levels": list(LEVELS),
        "prompt": f"Wat weet je over {concept}?",
        "options": [an_option("juist"), an_option("fout", "wrong"), an_option("ook fout", "wrong")],
        "hint1": "Denk aan de zaal.",
        "hint2": "Het is het eerste.",
    } | fields


def a_probe(concept: str) -> list[dict[str, Any]]:
    """A question to ask before, and its twin to ask after."""
    return [
        an_item(f"{concept}-voor", concept, phase="probe", twin=f"{concept}-na"),
        an_item(f"{concept}-na", concept, phase="after", twin=f"{concept}-voor"),
    ]


def a_scene(kind: str, room: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": kind,
        "kind": kind,
        "title": kind,
        "room": room,
        "words": {level: ["rij", "stoelnummer", "vestiaire", "cue"] for level in LEVELS},
        "recall": ["rij-1"],
        "together": "Niemand weet alles.",
        "teacher": {"say": ["Doe dit samen."]},
        "minutes": 8,
    } | fields


def seat_scene(**fields: Any) -> dict[str, Any]:
    places = [
        {"level": "L1", "rows": 2, "seats": 5, "signs": True, "tickets": 2},
        {"level": "L2", "rows": 4, "seats": 6, "tickets": 2},
        {"level": "L3", "rows": 5, "seats": 8, "doors": True, "coats": 4, "tickets": 3},
        {"level": "L4", "rows": 6, "seats": 12, "balcony_rows": 2, "doors": True, "coats": 6, "tickets": 3},
    ]
    because = {part: f"Want {part}." for part in ("row", "seat", "door", "coat", "floor", "taken")}
    return a_scene("seat", "zaal", places=places, because=because) | fields


def a_change(slug: str, down: list[str], up: list[str], **fields: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "levels": list(LEVELS),
        "cue": "Het wordt nacht aan zee.",
        "down": down,
        "up": up,
        "because": "De toneelmeester geeft de cue.",
    } | fields


def flies_scene(**fields: Any) -> dict[str, Any]:
    return (
        a_scene(
            "flies",
            "toneeltoren",
            recall=["cue-1"],
            sets=[{"id": slug, "label": slug} for slug in ("bos", "zee", "maan", "huis", "wolk")],
            ropes={"L1": 3, "L2": 3, "L3": 4, "L4": 4},
            rounds={"L1": 2, "L2": 2, "L3": 3, "L4": 3},
            changes=[
                a_change("naar-zee", ["zee"], ["bos"]),
                a_change("nacht", ["maan"], [], someone_below=True),
                a_change("thuis", ["huis"], ["zee", "maan"]),
                a_change("storm", ["wolk"], ["huis"], someone_below=True),
            ],
            because={why: f"Want {why}." for why in ("held", "wrong_rope", "below", "released")},
        )
        | fields
    )


def a_choice(text: str, verdict: str = "right", **fields: Any) -> dict[str, Any]:
    then = {"actor": "De speler.", "neighbour": "Je buur.", "you": "Jij."}
    return an_option(text, verdict) | {"then": then} | fields


def a_dilemma(slug: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "concepts": ["stilte"],
        "levels": list(LEVELS),
        "prompt": f"Wat doe je bij {slug}?",
        "options": [a_choice("goed"), a_choice("kan ook", "ok"), a_choice("slecht", "wrong")],
        "hint1": "Denk aan de speler.",
        "hint2": "Kijk naar je buur.",
    } | fields


def choices_scene(**fields: Any) -> dict[str, Any]:
    follow = [a_choice("goed", next="daarna"), a_choice("slecht", "wrong"), a_choice("erger", "wrong")]
    return (
        a_scene(
            "choices",
            "foyer",
            recall=["stilte-1"],
            dilemmas=[
                a_dilemma("gsm", concepts=["gsm"], options=follow),
                a_dilemma("snoep"),
                a_dilemma("praten", modes=["standard", "school-hall"]),
                a_dilemma("roepen", modes=["participatory"]),
                a_dilemma("daarna"),
            ],
            rounds=dict.fromkeys(LEVELS, 2),
        )
        | fields
    )


def a_helper(person: str, verdict: str = "wrong") -> dict[str, Any]:
    return {"person": person, "verdict": verdict, "act": f"De {person} komt op.", "because": f"Want de {person}."}


def a_trouble(slug: str, **fields: Any) -> dict[str, Any]:
    helpers = [a_helper("technieker", "right"), a_helper("acteur"), a_helper("danser"), a_helper("muzikant")]
    given = {
        "id": slug,
        "levels": list(LEVELS),
        "prompt": f"Wie roep je bij {slug}?",
        "helpers": helpers,
        "hint1": "Denk aan het gereedschap.",
        "hint2": "Kijk naar de lamp.",
        "picture": "trouble_light",
    }
    return given | {key: value for key, value in fields.items() if value is not None}


def people_scene(**fields: Any) -> dict[str, Any]:
    three = [a_helper("muzikant", "right"), a_helper("acteur"), a_helper("danser")]
    either = [a_helper("danser", "right"), a_helper("acteur", "ok"), a_helper("muzikant"), a_helper("technieker")]
    troubles = [
        a_trouble("lamp"),
        a_trouble("trompet", helpers=three),
        a_trouble("dans", helpers=either),
        a_trouble("mee", modes=["participatory"]),
    ]
    return a_scene("people", "atelier", troubles=troubles, rounds=dict.fromkeys(LEVELS, 2)) | fields


def a_dark(slug: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "levels": list(LEVELS),
        "concepts": ["stilte"],
        "modes": ["standard", "school-hall"],
        "tempts": ["mouse"],
        "dark": "Nu gaat alles uit.",
        "because": f"Want {slug}.",
    } | fields


def a_ready_step(slug: str, picture: str, **fields: Any) -> dict[str, Any]:
    return {"id": slug, "picture": picture, "label": slug, "because": f"Want {slug}."} | fields


def silence_scene(**fields: Any) -> dict[str, Any]:
    return (
        a_scene(
            "silence",
            "orkestbak",
            recall=["stilte-1"],
            steps=[
                a_ready_step("gong", "gong", concepts=["cue"]),
                a_ready_step("deuren", "doors", modes=["standard", "school-hall", "participatory"]),
                a_ready_step("op-een-kier", "doors", modes=["relaxed"], trap=True),
                a_ready_step("toestel", "phones"),
            ],
            ready=dict.fromkeys(PerformanceMode, "De zaal is klaar."),
            moments=[
                a_dark("muis"),
                a_dark("gsm", tempts=["phone", "cough"]),
                a_dark("rust", modes=["relaxed"], concepts=["vestiaire"], tempts=["moth"]),
                a_dark("roep", modes=["participatory"], call="Wie is daar?"),
            ],
            plans=[
                {"level": "L1", "seconds": 3, "watches": 2, "pictures": 6},
                {"level": "L2", "seconds": 4, "watches": 4, "pictures": 6},
                {"level": "L3", "seconds": 5, "watches": 4, "pictures": 7},
                {"level": "L4", "seconds": 5, "watches": 6, "pictures": 8},
            ],
            rounds=dict.fromkeys(LEVELS, 2) | {"L1": 1},
            because={"mixed": "Elk team zag iets anders."},
        )
        | fields
    )


def a_pair(concept: str, **fields: Any) -> dict[str, Any]:
    return {
        "concept": concept,
        "levels": list(LEVELS),
        "because": f"Want {concept} hoort bij {concept}.",
        "detail": {"x": 0.3, "y": 0.3, "size": 0.4},
    } | fields


def pairs_scene(**fields: Any) -> dict[str, Any]:
    near = {"rij": {"stoelnummer": "Een rij heeft een letter, een stoel een nummer."}}
    return (
        a_scene(
            "pairs",
            "coulissen",
            pairs=[a_pair(slug, near=near.get(slug, {})) for slug in CONCEPTS],
            faces={"L1": "detail", "L2": "word", "L3": "definition", "L4": "near"},
            rounds={"L1": 4, "L2": 6, "L3": 6, "L4": 8},
        )
        | fields
    )


def a_whisper_word(concept: str, **fields: Any) -> dict[str, Any]:
    return {
        "concept": concept,
        "levels": list(LEVELS),
        "forbidden": ["plaats", "mensen", "kijken"],
        "tip": f"Doe alsof je {concept} ziet.",
    } | fields


def whisper_scene(**fields: Any) -> dict[str, Any]:
    return (
        a_scene(
            "whisper",
            "kleedkamer",
            guesses=[a_whisper_word(slug) for slug in CONCEPTS],
            ways={"L1": "mime", "L2": "whisper", "L3": "whisper", "L4": "souffleur"},
            forbidden={"L1": 0, "L2": 0, "L3": 2, "L4": 3},
            rounds={"L1": 3, "L2": 4, "L3": 4, "L4": 5},
        )
        | fields
    )


def a_show_moment(slug: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "levels": list(LEVELS),
        "concepts": ["stilte"],
        "picture": "joke",
        "prompt": f"Op het podium: {slug}.",
        "reactions": [
            a_reaction("clap", "ok"),
            a_reaction("laugh"),
            a_reaction("silent", "wrong"),
        ],
        "hint": "Denk aan de speler.",
    } | fields


def a_reaction(sign: str, verdict: str = "right", *modes: str) -> dict[str, Any]:
    said = f"Want {sign}{' ' if modes else ''}{' '.join(modes)}."
    return {"sign": sign, "verdict": verdict, "because": said, "modes": list(modes)}


def applause_scene(**fields: Any) -> dict[str, Any]:
    return (
        a_scene(
            "applause",
            "podium",
            recall=["stilte-2"],
            moments=[
                a_show_moment("grap"),
                a_show_moment(
                    "lied",
                    picture="song",
                    reactions=[
                        a_reaction("silent", "right", "standard", "school-hall", "participatory"),
                        a_reaction("silent", "ok", "relaxed"),
                        a_reaction("answer", "right", "relaxed"),
                        a_reaction("answer", "wrong"),
                        a_reaction("leave", "wrong"),
                    ],
                ),
                a_show_moment("pauze", picture="interval", concepts=["vestiaire"]),
                a_show_moment("schrik", picture="scare"),
                a_show_moment(
                    "buigen",
                    picture="bow",
                    ends=True,
                    reactions=[a_reaction("clap"), a_reaction("leave", "wrong")],
                ),
            ],
            rounds={"L1": 2, "L2": 3, "L3": 4, "L4": 5},
            because={"spark": "Eén team begint."},
        )
        | fields
    )


def a_step(slug: str, concept: str, *needs: str) -> dict[str, Any]:
    after = [{"needs": one, "oops": f"Geen {one}!", "because": f"Want {one} voor {slug}."} for one in needs]
    return {"id": slug, "concept": concept, "label": slug, "film": f"Kijk: {slug}.", "after": after}


def making_scene(**fields: Any) -> dict[str, Any]:
    """Text and scenery may change places, and so may rehearsing and scenery."""
    steps = [
        a_step("idee", "rij"),
        a_step("tekst", "stoelnummer", "idee"),
        a_step("decor", "vestiaire", "idee"),
        a_step("oefenen", "cue", "tekst", "idee"),
        a_step("spelen", "stilte", "oefenen", "decor"),
    ]
    road = {
        "id": "weg",
        "levels": list(LEVELS),
        "prompt": "Van idee tot applaus?",
        "steps": ["idee", "tekst", "decor", "oefenen", "spelen"],
        "because": "Want zo werkt het.",
        "hint1": "Denk aan het begin.",
        "hint2": "Eerst is er een idee.",
    }
    return a_scene("making", "repetitielokaal", steps=steps, roads=[road], rounds=dict.fromkeys(LEVELS, 1)) | fields


def a_curtain(slug: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "levels": list(LEVELS),
        "about": "poster",
        "prompt": f"Wat verwacht je van {slug}?",
        "guesses": [{"text": "iets", "picture": "tip_eye"}, {"text": "iemand", "picture": "tip_someone"}],
        "voice": f"Wij maakten {slug}.",
    } | fields


def veil_scene(**fields: Any) -> dict[str, Any]:
    return (
        a_scene(
            "veil",
            "inkomhal",
            curtains=[
                *(a_curtain(f"vraag-{n}") for n in range(1, 7)),
                a_curtain("titel", about="show"),
                a_curtain("thema", about="theme", prompt=None, voice=None),
                a_curtain("begin", about="inspiration", voice=None),
                a_curtain("klopte", about="came-true", visit="after"),
                a_curtain("na", about="theme", prompt=None, voice=None, visit="after"),
            ],
            own={"text": "Iets anders", "picture": "tip_own"},
            hint1="Begin zo: ik denk dat.",
            hint2="Kijk door het spleetje.",
            poster_title="De koffer",
        )
        | fields
    )


def finish_scene(**fields: Any) -> dict[str, Any]:
    return a_scene("finish", "zaal", seats={"L1": 4, "L2": 5, "L3": 6, "L4": 8}) | fields


def a_range(slider: str, low: int, high: int) -> dict[str, Any]:
    return {"slider": slider, "low": low, "high": high, "because": f"Want {slider}."}


def a_mood(slug: str, *ranges: tuple[str, int, int], **fields: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "word": slug,
        "picture": "mood_glad",
        "ranges": [a_range(*one) for one in ranges],
        "because": f"Zo voelt {slug}.",
    } | fields


def a_moment(slug: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "levels": list(LEVELS),
        "concepts": ["cue"],
        "prompt": f"Dit is {slug}.",
        "moods": ["blij", "bang", "alleen"],
        "scenery": "scenery_forest",
        "who": "lit_girl",
        "stands": 1,
        "makers": {"warmth": 0, "brightness": 4, "spot": 3, "backdrop": 2, "says": "Wij deden het anders."},
    } | fields


def lights_scene(**fields: Any) -> dict[str, Any]:
    return (
        a_scene(
            "lights",
            "lichtregie",
            recall=["cue-1"],
            moods=[
                a_mood("blij", ("warmth", 3, 4), ("brightness", 3, 4), ("backdrop", 3, 4)),
                a_mood("bang", ("warmth", 0, 1), ("brightness", 0, 1), ("spot", 1, 4), ("backdrop", 0, 2)),
                a_mood("alleen", ("brightness", 0, 1), ("spot", 0, 0), ("backdrop", 0, 1)),
            ],
            moments=[
                a_moment("bos"),
                a_moment("feest", stands=3, moods=["blij", "alleen"]),
                a_moment("mee", modes=["participatory"]),
            ],
            rounds=dict.fromkeys(LEVELS, 2),
            hint1="Een schuif spreekt tegen.",
            hint2="De pijltjes tonen waar.",
            because={"different": "Licht is voor iedereen anders."},
        )
        | fields
    )


def a_pack(**fields: Any) -> Pack:
    """The pack of the tests; a test names only what matters to it."""
    items = [an_item(f"{slug}-{n}", slug) for slug in ("rij", "cue", "stilte", "stoelnummer") for n in (1, 2)]
    items += [item for slug in ("rij", "cue", "gsm") for item in a_probe(slug)]
    return Pack.model_validate(
        {
            "format": 1,
            "id": "proef",
            "version": "1.0.0",
            "title": "Een proef",
            "locales": ["nl-BE"],
            "concepts": [a_concept(slug) for slug in CONCEPTS],
            "items": items,
            "scenes": [seat_scene(), flies_scene(), choices_scene()],
        }
        | fields
    )


PACK = a_pack()

EVERY = a_pack(
    scenes=[
        *PACK.model_dump(mode="json")["scenes"],
        people_scene(),
        making_scene(),
        silence_scene(),
        applause_scene(),
        pairs_scene(),
        whisper_scene(),
        veil_scene(),
        lights_scene(),
        finish_scene(),
    ]
)
"""The same with every kind of scene: what holds for all of them is tested here."""
EVERY_KIND = tuple(scene.kind for scene in EVERY.scenes)


def a_setup(**fields: Any) -> Setup:
    """20 pupils at level 2 on a board with many touches."""
    given = {"digest": "d" * 64, "level": Level.L2, "class_size": 20, "input": InputMode.MULTI, "seed": 1}
    return Setup(**({"minutes": 50} | given | fields))


def a_play(pack: Pack, scene_id: str, **setup: Any) -> Any:
    """The state of a scene of any pack, its words read."""
    run = rules.start(pack, a_setup(**({"minutes": 50} | setup)))
    run, _ = rules.apply(run, rules.EnterScene(scene_id))
    while run.stage is rules.Stage.WORDS:
        run, _ = rules.apply(run, GoOn())
    return run.play
