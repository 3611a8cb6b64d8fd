"""Municipalities and postal codes of Flanders and Brussels."""

import enum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, words


class Province(enum.StrEnum):
    """The five Flemish provinces, and Brussels, which is a region and none of them."""

    ANTWERPEN = "antwerpen"
    LIMBURG = "limburg"
    OOST_VLAANDEREN = "oost-vlaanderen"
    VLAAMS_BRABANT = "vlaams-brabant"
    WEST_VLAANDEREN = "west-vlaanderen"
    BRUSSEL = "brussel"


class Region(enum.StrEnum):
    """The fifteen reference regions of the Flemish decree of 3 February 2023, and Brussels beside them."""

    ANTWERPEN = "antwerpen"
    KEMPEN = "kempen"
    RIVIERENLAND = "rivierenland"
    LIMBURG = "limburg"
    DENDERREGIO = "denderregio"
    GENT = "gent"
    VLAAMSE_ARDENNEN = "vlaamse-ardennen"
    WAASLAND = "waasland"
    HALLE_VILVOORDE = "halle-vilvoorde"
    OOST_BRABANT = "oost-brabant"
    BRUGGE = "brugge"
    MIDWEST = "midwest"
    OOSTENDE = "oostende"
    WESTHOEK = "westhoek"
    ZUID_WEST_VLAANDEREN = "zuid-west-vlaanderen"
    BRUSSEL = "brussel"


class Municipality(Base):
    __tablename__ = "municipality"

    nis: Mapped[str] = mapped_column(String(5), primary_key=True)
    """NIS code of Statbel, as after the mergers of 2025."""
    name_nl: Mapped[str] = mapped_column(String(60), index=True)
    name_fr: Mapped[str] = mapped_column(String(60))
    province: Mapped[Province] = mapped_column(words(Province, "province"), index=True)
    region: Mapped[Region] = mapped_column(words(Region, "region"), index=True)
    """Mostly within one province, but Waasland holds what was Zwijndrecht, in the province of Antwerpen till 2025."""
    latitude: Mapped[float]
    longitude: Mapped[float]
    inhabitants: Mapped[int]


class PostalCode(Base):
    """A postal code may lie in two municipalities, so the pair is the key."""

    __tablename__ = "postal_code"

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    nis: Mapped[str] = mapped_column(ForeignKey("municipality.nis"), primary_key=True)
