"""People who appear in more than one picture: they look the same wherever they work."""

from game.tools.paper import RED
from game.tools.puppets import HAIRS, SKINS, Look

HAND = Look(
    skin=SKINS["deep"],
    hair=HAIRS["black"],
    style="afro",
    outfit="overall",
    top="#5a5f7a",
    bottom="#33304a",
    adult=True,
)
SEAMSTER = Look(
    skin=SKINS["brown"],
    hair=HAIRS["dark"],
    style="short",
    outfit="tee",
    top="#8a5aa8",
    pattern="buttons",
    extras=("glasses",),
    adult=True,
)
DIRECTOR = Look(
    skin=SKINS["deep"],
    hair=HAIRS["grey"],
    style="bald",
    outfit="jacket",
    top="#4a6a5a",
    extras=("scarf", "glasses"),
    trim=RED,
    adult=True,
)
