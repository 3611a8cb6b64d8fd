"""A sheet of A4 in the look of Foyer, in millimetres. Made anew it is the same file, byte for byte."""

from datetime import datetime
from importlib.resources import files
from typing import cast

from fpdf import FPDF

from portal.web.home import FONTS

INK, SOFT, RED, DEEP, GOLD, CREAM = (
    *((42, 16, 32), (100, 74, 85), (165, 20, 42), (109, 10, 26)),
    *((224, 169, 60), (255, 243, 214)),
)
LINE = (154, 127, 108)
LEFT, RIGHT, BOTTOM = 14.0, 196.0, 283.0
WIDTH = RIGHT - LEFT

Colour = tuple[int, int, int]


class Sheet(FPDF):
    """One or more pages; everything is placed by hand, so that nothing flows where it isn't expected."""

    def __init__(self, title: str, made_at: datetime) -> None:
        super().__init__(format="A4")
        self.set_title(title)
        self.set_lang("nl-BE")
        self.set_creation_date(made_at)
        self.set_auto_page_break(False)
        self.set_margins(0, 0, 0)
        # Not the display font of the pages: it is a variable one, and each of its weights takes 0.4 s to make.
        self.add_font("text", "", _font("atkinson-regular.ttf"))
        self.add_font("text", "B", _font("atkinson-bold.ttf"))

    def say(
        self,
        text: str,
        at: tuple[float, float],
        size: float = 10,
        *,
        bold: bool = False,
        colour: Colour = INK,
        width: float = 0,
        align: str = "L",
    ) -> None:
        """One line; what is wider than `width` is cut with an ellipsis."""
        self.set_font("text", "B" if bold else "", size)
        self.set_text_color(*colour)
        self.set_xy(*at)
        self.cell(width or None, size * 0.46, self._cut(_plain(text), width), align=align)

    def _cut(self, text: str, width: float) -> str:
        if not width or self.get_string_width(text) <= width:
            return text
        while text and self.get_string_width(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def tell(
        self,
        text: str,
        at: tuple[float, float],
        width: float,
        size: float = 10,
        *,
        most: int = 99,
        colour: Colour = INK,
    ) -> float:
        """Text in a column of at most so many lines; gives where it ends."""
        self.set_font("text", "", size)
        self.set_text_color(*colour)
        lines = cast(list[str], self.multi_cell(width, text=_plain(text), dry_run=True, output="LINES"))
        shown = lines[:most]
        if len(lines) > most:
            shown[-1] = self._cut(f"{shown[-1]} …", width)
        self.set_xy(*at)
        self.multi_cell(width, size * 0.47, "\n".join(shown), align="L")
        return at[1] + len(shown) * size * 0.47

    def rule(self, y: float, colour: Colour = LINE, weight: float = 0.2, left: float = LEFT) -> None:
        self.set_draw_color(*colour)
        self.set_line_width(weight)
        self.line(left, y, RIGHT, y)

    def box(self, x: float, y: float, width: float, height: float, filled: str = "") -> None:
        """A box to write a number in, or with the number that is known."""
        self.set_draw_color(*INK)
        self.set_line_width(0.35)
        self.rect(x, y, width, height)
        if filled:
            self.say(filled, (x, y + height / 2 - 2.4), 10.5, bold=True, width=width, align="C")


def _font(name: str) -> str:
    package, file = FONTS[name]
    return str(files(package).joinpath("files", file))


def _plain(text: str) -> str:
    """Without what the fonts don't have; an emoji in a note would print as an empty box."""
    return "".join(one for one in text if ord(one) < 0x2600 and (one.isprintable() or one in "\n\u00a0"))
