"""What some houses tell beside the facts of an offer: more pictures, other tariffs, questions that schools ask.

The pictures are drawn as the posters are; a show whose slug stands here has them wherever it plays.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from portal.demo.fiction import Picture, Show
from portal.demo.paper import HEIGHT, WIDTH
from portal.demo.posters import poster_alt, poster_svg
from portal.offers.models import Offer, OfferPhoto, OfferQuestion, OfferTariff, PriceUnit


class Extras(NamedTuple):
    pictures: tuple[Picture, ...]
    """After the poster."""
    questions: tuple[tuple[str, str], ...]


COATS = (
    "Waar laten we de jassen en de boekentassen?",
    "De vestiaire is open en gratis. Boekentassen laat je het best op school: tussen de stoelen is er geen plaats.",
)
LATE = (
    "Wat als onze bus te laat is?",
    "Bel de onthaalbalie. We wachten tien minuten; daarna komen jullie binnen op een moment dat het niemand stoort.",
)
EXTRAS = {
    "de-vuurtoren-die-niet-wou-slapen": Extras(
        (Picture("ebb", "zee", 1), Picture("backstage", "nacht", 0), Picture("shadows", "avond", 1)),
        (
            ("Is het donker in de zaal?", "Soms wel, maar nooit helemaal: er brandt altijd één lamp op de scène."),
            (
                "Kunnen we de muzikant na afloop iets vragen?",
                "Ja, wie wil blijft een kwartier zitten. Zeg het bij je boeking.",
            ),
            COATS,
        ),
    ),
    "walvis-op-zolder": Extras(
        (Picture("ship", "zee", 2), Picture("cushions", "snoep", 0)),
        (("Zitten de kinderen op stoelen?", "Op kussens vooraan. Begeleiders zitten op de bank achter hen."), LATE),
    ),
    "niemand-wint-van-nora": Extras(
        (Picture("chess", "stad", 0), Picture("lights", "nacht", 1)),
        (
            ("Moeten we kunnen schaken?", "Helemaal niet. Wie het kan, ziet wel iets vroeger wat Nora van plan is."),
            LATE,
        ),
    ),
    "het-bos-achter-de-gordijnen": Extras(
        (Picture("boxtheatre", "woud", 0), Picture("owl", "herfst", 1)),
        (
            ("Is er lesmateriaal?", "Ja: het spel op het bord vooraf, en een map om zelf een kijkdoos te maken."),
            COATS,
        ),
    ),
    "twee-linkerschoenen": Extras(
        (Picture("dancers", "munt", 0), Picture("stamping", "snoep", 2)),
        (
            (
                "Wordt er gepraat?",
                "Nee, er wordt alleen gedanst: ook wie nog geen Nederlands kent, kan alles volgen.",
            ),
            COATS,
        ),
    ),
    "het-grootste-koor-van-de-kempen": Extras(
        (Picture("bubbles", "goud", 1), Picture("drums", "fluweel", 0)),
        (
            (
                "Moeten we vooraf oefenen?",
                "Eén lied van twee minuten. Je krijgt het als geluidsbestand bij je bevestiging.",
            ),
            LATE,
        ),
    ),
}

REDUCED = (("UiTPAS met kansentarief", 5), ("Buitengewoon onderwijs", 2))
"""Name, and a fifth or a half of the usual price: rounded down to ten cents."""


def draw_extras(shows: Sequence[Show], uploads: Path) -> None:
    for _show, picture, file in _pictures(shows):
        (uploads / file).write_text(poster_svg(picture.motif, picture.palette, picture.seed), encoding="utf-8")


def _pictures(shows: Sequence[Show]) -> Iterator[tuple[Show, Picture, str]]:
    for show in shows:
        if show.slug in EXTRAS:
            for number, picture in enumerate(EXTRAS[show.slug].pictures, start=2):
                yield show, picture, f"{show.slug}-{number}.svg"


def add_extras(session: Session, offer: Offer, show: Show) -> None:
    """Photos, tariffs and questions of one offer that is in the database. Flushes nothing."""
    if show.slug not in EXTRAS:
        return
    drawn = [(show.picture, offer.picture), *((picture, file) for _show, picture, file in _pictures([show]))]
    session.add_all(
        OfferPhoto(
            offer_id=offer.id,
            position=position,
            file=file,
            width=WIDTH,
            height=HEIGHT,
            alt=poster_alt(picture.motif),
            credit=offer.picture_credit,
        )
        for position, (picture, file) in enumerate(drawn)
    )
    if offer.price_cents and offer.price_unit is PriceUnit.PUPIL:
        session.add_all(
            OfferTariff(offer_id=offer.id, name=name, price_cents=offer.price_cents // share // 10 * 10)
            for name, share in REDUCED
        )
    session.add_all(
        OfferQuestion(offer_id=offer.id, position=position, question=question, answer=answer)
        for position, (question, answer) in enumerate(EXTRAS[show.slug].questions)
    )
