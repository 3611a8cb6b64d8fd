"""Pieces that several boards have: Sou with a hint, the question on its ropes, the picture of a word."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from content.model import Concept, Image, Level
from game.view import layout
from game.view.boards.board import View
from game.view.layout import Rect, Slot
from game.view.motion import Motion
from game.view.pictures import catalogue, natural_size
from game.view.screen import Box, Canvas
from game.view.targets import Target, paint_button, paint_focus
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY, SIZE_QUESTION

SOU_SIZE = (282.0, 244.0)
_ASIDE = 290.0
"""Width of the picture of a question, with the gap to its words."""
_DUCKED = 0.6
"""How far a card has come up when Sou has sunk away before it."""
_GONE = 400.0
"""How far the question flies up for a card that would cut it in two."""

# Words of the core pack that our own pictures show; a pack's own image always goes first.
PICTURE_OF_WORD = {
    "ticket": "ticket",
    "rij": "clue_row",
    "stoelnummer": "clue_seat",
    "vestiaire": "coat_check",
    "zaalwachter": "usher",
    "balkon": "clue_floor",
    "gong": "sou_listen",
    "zaallicht": "beam",
    "stilte": "sou_whisper",
    "souffleur": "sou_whisper",
    "toneeltoren": "tower",
    "trekkenwand": "rope_a",
    "decor": "drop_castle",
    "decorbouwer": "drop_room",
    "achterdoek": "drop_sea",
    "rekwisiet": "prop_crown",
    "cue": "cue_light_green",
    "toneelmeester": "stage_manager",
    "technicus": "stagehand",
    "coulissen": "curtain_tied_left",
    "doek": "curtain_left",
    "podium": "floor",
    "voetlicht": "footlights",
    "volgspot": "spot_pool",
    "spot": "beam",
    "acteur": "actor",
    "buigen": "actor_happy",
    "applaus": "actor_happy",
    "publiek": "seats",
    "reageren": "neighbour_happy",
    "blijven_zitten": "seat_taken_1",
    "op_tijd_komen": "door_open",
    "telefoon_uit": "neighbour_annoyed",
    "niet_snoepen": "neighbour_annoyed",
    "foyer": "foyer_room",
    "inkomhal": "door_open",
    "schouwburg": "proscenium",
    "tribune": "seats",
    "parterre": "seats",
    "zaal": "seats",
    "kostuum": "prop_crown",
    "regisseur": "sou_point",
}


# What the buttons of the layout look like: words, picture, colour of card.
FACES: dict[str, tuple[str, str, str]] = {
    "undo": ("", "icon_undo", "cream"),
    "go-on": ("", "icon_next", "gold"),
    "go-home": ("", "icon_home", "gold"),
    "clue-given": ("", "icon_next", "gold"),
    "pass-on": ("", "icon_skip", "cream"),
    "seek": ("", "icon_eye", "gold"),
    "together": ("", "icon_people", "green"),
    "vote-again": ("", "icon_hand", "gold"),
    "reveal": ("", "icon_check", "gold"),
    "microphone": ("", "icon_microphone", "cream"),
    "check-row": ("", "icon_check", "gold"),
    "count": ("", "icon_play", "gold"),
    "curtain-up": ("", "icon_next", "gold"),
    "bring": ("", "icon_check", "gold"),
    "call": ("", "icon_people", "gold"),
    "to-road": ("", "icon_next", "gold"),
    "to-cards": ("", "icon_eye", "cream"),
    "run-through": ("", "icon_play", "gold"),
    "absent:-": ("", "icon_minus", "cream"),
    "absent:+": ("", "icon_plus", "cream"),
}


def button(slot: Slot, view: View) -> Target:
    """A slot as a paper button; one that the board paints itself when `FACES` has no face for it."""
    label, icon, card = FACES.get(slot.id, ("", "", ""))
    number = int(slot.key) if slot.key in ("1", "2", "3", "4") else None
    box = tuple(float(side) for side in slot.rect.box)
    return Target(
        slot.id, (box[0], box[1], box[2], box[3]), label, icon, card or "cream", number=number, painted=bool(card)
    )


def buttons(canvas: Canvas, view: View) -> None:
    """All slots that are plain buttons, with the keyboard's ring on top of everything."""
    view.part(canvas, _buttons, view)


def _buttons(canvas: Canvas, view: View) -> None:
    for slot in view.slots:
        target = button(slot, view)
        if target.painted:
            paint_button(canvas, target, pressed=view.pressed(slot.id))
        if view.keys and slot.key is not None and slot.key.isdigit() and slot.id.partition(":")[0] in _NUMBERED:
            _key(canvas, slot)
        if slot.id == view.look.focus:
            paint_focus(canvas, target.box)


_NUMBERED = ("rope", "brake", "clue", "hook", "door", "card", "cards", "lying", "ready", "picture", "secret")
"""What is chosen with a number key and does not tell it by itself."""


def _key(canvas: Canvas, slot: Slot) -> None:
    """A number on the upper corner, as the rooms of the house have theirs."""
    x, y, w, _ = (float(side) for side in slot.rect.box)
    canvas.panel((x + w - 56, y - 18, 76, 76), "night", radius=18, lift=4, plain=True)
    canvas.words(slot.key or "", (x + w - 56, y - 22, 76, 80), (SIZE_BODY,), CARDS["night"].ink, align="center")


def sou(canvas: Canvas, view: View, mood: str) -> None:
    """Sou in the prompter's box, in the lower corner; tapping asks for a hint.

    Under a card that comes up Sou sinks away: the one on the card stands there, and nothing stirs behind a veil.
    """
    if view.covered < _DUCKED:
        view.part(canvas, _sou, view, mood)


def _sou(canvas: Canvas, view: View, mood: str) -> None:
    x, y, w, h = view.place(layout.SOU)
    name = f"sou_{mood}" if f"sou_{mood}" in catalogue() else "sou_neutral"
    x += (w - SOU_SIZE[0]) / 2 + (6 if not view.mirrored else -6)
    sunk = (6 if view.pressed("sou") else 0) + round(view.covered / _DUCKED * (SOU_SIZE[1] + 40))
    canvas.picture(
        alive(name, view.motion),
        x,
        y + h - SOU_SIZE[1] + sunk + round(view.motion.bob(1, 3, 3.2)),
        SOU_SIZE,
        mirrored=view.mirrored,
    )
    slot = view.slot("sou")
    if slot is not None and slot.action is not None:
        # A question mark on a small card: what one may ask Sou for.
        canvas.panel((x + w - 104, y - 14, 92, 92), "gold", radius=46, lift=6)
        canvas.words("?", (x + w - 104, y - 16, 92, 92), (SIZE_BODY,), CARDS["gold"].ink, align="center")


def alive(name: str, motion: Motion) -> str:
    """The picture of a puppet at this moment: it blinks, looks aside, claps, where there is a picture of that.

    Every few seconds and never at once with anything else; a calm class and a slow computer see the pose alone.
    """
    if motion.calm or not motion.ambient:
        return name
    if f"{name}_move" in catalogue():
        turns = math.floor(motion.now_s / _MOVE_S)
        motion.until((turns + 1) * _MOVE_S)
        return f"{name}_move" if turns % 2 else name
    cycle, at = divmod(motion.now_s, _LIVES_S)
    glances = [glance for glance in _glances(name) if cycle % glance.every == glance.turn]
    edges = [edge for glance in glances for edge in (glance.begins_s, glance.ends_s)]
    motion.until(cycle * _LIVES_S + min((edge for edge in edges if edge > at), default=_LIVES_S))
    return next((f"{name}_{glance.pose}" for glance in glances if glance.begins_s <= at < glance.ends_s), name)


@lru_cache(maxsize=64)
def _glances(name: str) -> tuple["_Glance", ...]:
    """Those of which there is a picture."""
    return tuple(glance for glance in _GLANCES if f"{name}_{glance.pose}" in catalogue())


@dataclass(frozen=True, slots=True)
class _Glance:
    pose: str
    begins_s: float
    ends_s: float
    every: int = 1
    """In one of so many rounds of `_LIVES_S` ..."""
    turn: int = 0
    """... the one with this number."""


_MOVE_S = 0.28
_LIVES_S = 3.7
_GLANCES = (
    _Glance("look", 1.2, 2.6, every=4, turn=3),
    _Glance("blink", 3.2, 3.33),
    _Glance("blink", 3.46, 3.59, every=3, turn=1),
)


def question(canvas: Canvas, view: View, text: str, *, card: str = "cream", image: Image | None = None) -> None:
    """The question on a board that hangs from the flies, as wide as its words need; its picture hangs beside it."""
    view.part(canvas, _question, view, text, card, image)


def _question(canvas: Canvas, view: View, text: str, card: str, image: Image | None) -> None:
    x, y, w, h = view.place(layout.QUESTION)
    y += view.motion.value("question", 0.0) - 16 - round(_GONE * view.covered)
    h -= 24
    if image is not None:
        left = x if not view.mirrored else x + w - _ASIDE
        canvas.panel((left, y, _ASIDE - 24, h), "cream", radius=20, lift=10)
        pack_picture(canvas, view, image, (left + 16, y + 16, _ASIDE - 56, h - 32))
        x, w = x + (_ASIDE if not view.mirrored else 0.0), w - _ASIDE
    else:
        # In the middle of the stage: a line too long for that becomes two, instead of a sign that hangs askew.
        w = 2 * min(LOGICAL_W / 2 - x, x + w - LOGICAL_W / 2)
        x = (LOGICAL_W - w) / 2
    block = canvas.type.fit(text, CARDS[card].ink, w - 112, h - 34, (92, SIZE_QUESTION, 80, 76, 72, 68, SIZE_BODY))
    wide = min(w, max(960.0, -(-(block.w + 130) // 60) * 60))
    x = min(max((LOGICAL_W - wide) / 2, x), x + w - wide)
    canvas.cut(canvas.paper.sign(wide, h, card), x, y)
    canvas.block(block, x + (wide - block.w) / 2, y + 18 + (h - 34 - block.h) / 2)


def to_do(canvas: Canvas, view: View, text: str, line: Rect = layout.VOTE_LINE) -> None:
    """What the class and the teacher do now, in one line under the question."""
    if not view.covered:
        view.part(canvas, _to_do, view, text, line)


def _to_do(canvas: Canvas, view: View, text: str, line: Rect) -> None:
    x, y, w, h = view.place(line)
    canvas.panel((x, y, w, h), "night", radius=26, lift=6, plain=True)
    canvas.words(text, (x + 30, y, w - 60, h - 4), (SIZE_BODY,), CARDS["gold"].face, align="center")


def done_together(level: Level, first: str = "Dit doen we samen.") -> str:
    """What the board asks when only the teacher's button goes on. Who is twelve has no juf or meester any more."""
    who = "De leerkracht" if level is Level.L4 else "Juf of meester"
    return f"{first} {who} houdt de knop vast."


def drop_question(view: View) -> None:
    view.motion.go("question", -380, 0, 0.95)


def fitted(canvas: Canvas, name: str, at: Box) -> None:
    """A picture as large as fits, in the middle of the box."""
    w, h = natural_size(name)
    part = min(at[2] / w, at[3] / h)
    size = (round(w * part), round(h * part))
    canvas.picture(name, at[0] + (at[2] - size[0]) / 2, at[1] + (at[3] - size[1]) / 2, size)


def pack_picture(canvas: Canvas, view: View, image: Image, at: Box) -> None:
    drawn = canvas.pictures.of_pack(view.pack, image.file, (at[2], at[3]))
    scale = canvas.pictures.scale
    w, h = drawn.get_width() / scale, drawn.get_height() / scale
    canvas.surface(drawn, at[0] + (at[2] - w) / 2, at[1] + (at[3] - h) / 2)


def pictured(
    canvas: Canvas,
    view: View,
    image: Image | None,
    text: str,
    at: Box,
    sizes: tuple[int, ...],
    among: tuple[str, ...] = (),
) -> None:
    """Words with their picture, for who can't read yet: the picture above in a high box, else at the left.

    `among` are the texts of all the options, so that their pictures are of one size.
    """
    x, y, w, h = at
    if image is None:
        canvas.words(text, at, sizes)
    elif h > 0.62 * w:
        parted = [_parted(canvas, one, w, sizes[-1]) for one in (text, *among)]
        size = _under_picture(canvas, parted, w, sizes)
        high = max(canvas.type.block(one, size, CARDS["cream"].ink, w, "center").h for one in parted)
        pack_picture(canvas, view, image, (x, y, w, h - high - 14))
        canvas.words(parted[0], (x, y + h - high, w, high), (size,), align="center")
    else:
        side = next((h * part for part in _PARTS if _leaves_room(canvas, text, at, h * part, sizes)), h * _PARTS[-1])
        pack_picture(canvas, view, image, (x, y + (h - side) / 2, side, side))
        canvas.words(text, (x + side + _BESIDE, y, w - side - _BESIDE, h), sizes)


_LONG_WORDS = {"poppenspeler": "poppen-\nspeler", "gereedschap": "gereed-\nschap", "nooduitgang": "nood-\nuitgang"}
"""Where a word is broken that would not stand under its picture."""


def _parted(canvas: Canvas, text: str, width: float, size: int) -> str:
    for word, parts in _LONG_WORDS.items():
        if word in text and canvas.type.width(word, size) > width:
            text = text.replace(word, parts)
    return text


def _under_picture(canvas: Canvas, texts: Sequence[str], width: float, sizes: tuple[int, ...]) -> int:
    """The largest size at which every text is one line; else the smallest: the picture says it, not the words."""
    one_line = (size for size in sizes if all(canvas.type.width(text, size) <= width for text in texts))
    return next(one_line, sizes[-1])


_PARTS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_BESIDE = 26.0


def _leaves_room(canvas: Canvas, text: str, at: Box, side: float, sizes: tuple[int, ...]) -> bool:
    return any(canvas.type.fits(text, size, at[2] - side - _BESIDE, at[3]) for size in sizes)


def word_picture(canvas: Canvas, view: View, concept: Concept, at: Box) -> bool:
    """The picture of a word, if there is one."""
    if concept.image is not None:
        pack_picture(canvas, view, concept.image, at)
        return True
    name = PICTURE_OF_WORD.get(concept.id, "")
    if name in catalogue():
        fitted(canvas, name, at)
        return True
    return False


def has_picture(concept: Concept) -> bool:
    return concept.image is not None or PICTURE_OF_WORD.get(concept.id, "") in catalogue()
