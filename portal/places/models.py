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


class Municipality(Base):
    __tablename__ = "municipality"

    nis: Mapped[str] = mapped_column(String(5), primary_key=True)
    """NIS code of Statbel, as after the mergers of 2025."""
    name_nl: Mapped[str] = mapped_column(String(60), index=True)
    name_fr: Mapped[str] = mapped_column(String(60))
    province: Mapped[Province] = mapped_column(words(Province, "province"), index=True)
    latitude: Mapped[float]
    longitude: Mapped[float]
    inhabitants: Mapped[int]


class PostalCode(Base):
    """A postal code may lie in two municipalities, so the pair is the key."""

    __tablename__ = "postal_code"

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    nis: Mapped[str] = mapped_column(ForeignKey("municipality.nis"), primary_key=True)
