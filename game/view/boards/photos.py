"""Photos of the house where the show plays, where the pack has them; drawings stand for any house."""

from content.model import Image
from game.view.boards.board import View
from game.view.screen import Box, Canvas

_BORDER = 16.0


def photo_of(view: View, *rooms: str) -> Image | None:
    """The photo of the first of these rooms that has one."""
    venue = view.pack.pack.venue
    photos = venue.photos if venue is not None else {}
    return next((photos[room] for room in rooms if room in photos), None)


def print_of(canvas: Canvas, view: View, image: Image, at: Box) -> None:
    """A photo as a print with a white border, as large as fits, in the middle of the box."""
    x, y, w, h = at
    drawn = canvas.pictures.of_pack(view.pack, image.file, (w - 2 * _BORDER, h - 2 * _BORDER))
    scale = canvas.pictures.scale
    wide, high = drawn.get_width() / scale, drawn.get_height() / scale
    left, top = x + (w - wide) / 2, y + (h - high) / 2
    paper = (left - _BORDER, top - _BORDER, wide + 2 * _BORDER, high + 2 * _BORDER)
    canvas.panel(paper, "cream", radius=12, lift=9, plain=True)
    canvas.surface(drawn, left, top)


def hung(canvas: Canvas, view: View, image: Image, at: Box) -> None:
    """A print in a gold frame on the wall, on two cords from above."""
    x, y, w, h = at
    for cord in (x + w * 0.3, x + w * 0.7):
        canvas.fill((cord - 3, 0, 6, max(0.0, y + 20)), "#9b6a1c")
    canvas.panel(at, "gold", radius=16, lift=10)
    print_of(canvas, view, image, (x + 10, y + 10, w - 20, h - 20))
