"""What the map needs from the database: how many offers there are where."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.offers.filter import Facet, OfferFilter
from portal.offers.map.view import NO_PLACE, RegionMap, region_map
from portal.offers.models import OfferMode
from portal.offers.queries import find_offers
from portal.places.models import Municipality, Province, Region
from portal.places.queries import Place
from portal.web.formats import word

REGION_NAMES = {f"reg-{region}": word(region) for region in Region} | {
    # "Antwerpen" and "Limburg" are a province, a region and a town.
    f"prv-{province}": word(province) if province is Province.BRUSSEL else f"provincie {word(province)}"
    for province in Province
}
"""Reference regions and provinces by their code in the filter `regions`."""

IN_A_SENTENCE = {name: f"de {name}" for name in REGION_NAMES.values() if name.startswith("provincie")} | {
    "Denderregio": "de Denderregio",
    "Kempen": "de Kempen",
    "Midwest": "de Midwest",
    "Vlaamse Ardennen": "de Vlaamse Ardennen",
    "Waasland": "het Waasland",
    "Westhoek": "de Westhoek",
}
"""What follows "in": people say "in de Kempen" and "in Limburg"."""


def map_of(
    session: Session, wanted: OfferFilter, now: datetime, places: list[Place], home: Place | None
) -> RegionMap:
    """The map of a question: counts by region and municipality, as if the question named no place."""
    regions = regions_of_towns(session)
    anywhere = replace(wanted, **NO_PLACE, regions=frozenset(), start=0, limit=1)
    counts = find_offers(session, anywhere, now, facets=(Facet.REGIONS,)).facets["regions"]
    return region_map(
        wanted,
        counts,
        _at_home(session, anywhere, now, counts),
        places=places,
        names=REGION_NAMES,
        region_of=regions.__getitem__,
        home=home,
    )


def _at_home(session: Session, anywhere: OfferFilter, now: datetime, counts: Mapping[str, int]) -> Mapping[str, int]:
    """Counts by municipality of what takes place there. What travels can be seen in every municipality of its working
    region; a dot in each of them would hide where the houses are."""
    if anywhere.mode:
        return counts
    in_houses = replace(anywhere, mode=frozenset({OfferMode.ON_SITE}))
    return find_offers(session, in_houses, now, facets=(Facet.REGIONS,)).facets["regions"]


def regions_of_towns(session: Session) -> dict[str, str]:
    """The code of the reference region of every municipality."""
    return {nis: f"reg-{region}" for nis, region in session.execute(select(Municipality.nis, Municipality.region))}
