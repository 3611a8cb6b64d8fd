"""Makes every committed picture and sound anew: `python -m game.tools.draw_all`.

The same scripts give the same bytes on every run (a test holds them to it), so a changed file in git means a
changed drawing. Look at the result with `python -m game.tools.lookbook`.
"""

import importlib
import pkgutil

from game import tools
from game.tools import list_credits, make_sounds

NOT_IN_ASSETS = {"draw_all", "draw_pack", "draw_vuurtoren"}
"""Scripts that draw for a content pack; run by hand, `python -m game.tools.draw_pack`."""


def scripts() -> list[str]:
    """Every `draw_<folder>.py` beside this file, so that a new scene's pictures are found by their name."""
    found = sorted(module.name for module in pkgutil.iter_modules(tools.__path__))
    return [name for name in found if name.startswith("draw_") and name not in NOT_IN_ASSETS]


def draw_pictures() -> None:
    for name in scripts():
        importlib.import_module(f"game.tools.{name}").main()


def main() -> None:
    draw_pictures()
    make_sounds.main()
    list_credits.main()


if __name__ == "__main__":
    main()
