"""Makes every committed picture and sound anew: `python -m game.tools.draw_all`.

The same scripts give the same bytes on every run (a test holds them to it), so a changed file in git means a
changed drawing. Look at the result with `python -m game.tools.lookbook`.
"""

from game.tools import (
    draw_choices,
    draw_flies,
    draw_hall,
    draw_house,
    draw_seat,
    draw_sou,
    draw_ui,
    list_credits,
    make_sounds,
)

PICTURES = (draw_hall, draw_sou, draw_house, draw_seat, draw_flies, draw_choices, draw_ui)


def draw_pictures() -> None:
    for script in PICTURES:
        script.main()


def main() -> None:
    draw_pictures()
    make_sounds.main()
    list_credits.main()


if __name__ == "__main__":
    main()
