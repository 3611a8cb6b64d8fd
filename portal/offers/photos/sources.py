"""How a page chooses among the sizes of a picture."""

import re
from dataclasses import dataclass

from portal.offers.photos.pictures import MARK, WIDTHS

NAME = re.compile(r"([0-9a-f]{32})-(\d{2,4})" + re.escape(MARK))
"""Names of the files that we make: their content, and how wide they are."""


@dataclass(frozen=True)
class Sources:
    """For `<img src srcset>`. `srcset` is empty where there is one size (a drawing, an imported picture)."""

    src: str
    srcset: str = ""
    width: int | None = None


def photo_sources(file: str) -> Sources:
    """The addresses of a picture by the name of its largest size: `OfferPhoto.file` or `Offer.picture`."""
    found = NAME.fullmatch(file)
    if found is None:
        return Sources(f"/uploads/{file}")
    widest = int(found[2])
    sizes = [*(width for width in WIDTHS if width < widest), widest]
    srcset = ", ".join(f"/uploads/{found[1]}-{width}{MARK} {width}w" for width in sizes)
    # What a browser without srcset takes, and a mail or a feed: the middle one.
    usual = sizes[min(1, len(sizes) - 1)]
    return Sources(f"/uploads/{found[1]}-{usual}{MARK}", srcset, widest)


def files_of(file: str) -> tuple[str, ...]:
    """The names of all sizes of a picture that we made; none for others."""
    found = NAME.fullmatch(file)
    if found is None:
        return ()
    widest = int(found[2])
    return tuple(f"{found[1]}-{width}{MARK}" for width in (*(one for one in WIDTHS if one < widest), widest))
