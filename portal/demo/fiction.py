"""The houses, companies, schools and shows of the demo region, read from `data/*.toml`. All of it is made up."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator

from portal.accounts.models import ClassLevel
from portal.offers.models import Discipline, OfferKind, PriceUnit

PRODUCTION_FILES = (
    "productions-theatre.toml",
    "productions-dance-music-circus.toml",
    "productions-film-books-museum.toml",
)

HouseKind = Literal["stage", "museum", "library"]
Access = Literal["wheelchair", "low-stimulus", "interpreter", "audio-description"]


class Fixed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Hall(NamedTuple):
    name: str
    seats: int
    wheelchair_places: int


class ClassText(NamedTuple):
    name: str
    level: ClassLevel
    pupils: int


class House(Fixed):
    """A centre, museum or library."""

    slug: str
    name: str
    kind: HouseKind
    nis: str
    postal_code: str
    street: str
    phone: str
    about: str
    arrive: str
    halls: tuple[Hall, ...]


class CompanyText(Fixed):
    slug: str
    name: str
    about: str


class SchoolText(Fixed):
    slug: str
    name: str
    nis: str
    postal_code: str
    street: str
    phone: str
    classes: tuple[ClassText, ...]

    @property
    def booker_email(self) -> str:
        """The address under which this school books in the region's past."""
        return f"boekingen@{self.slug}.example"


class Picture(NamedTuple):
    """The three arguments of `posters.poster_svg`."""

    motif: str
    palette: str
    seed: int


class Show(Fixed):
    """A production or activity, with all that an offer of it says."""

    slug: str
    title: str
    company: str = ""
    pack: str | None = None
    kind: OfferKind
    discipline: Discipline
    levels: tuple[ClassLevel, ...]
    ages: tuple[int, int]
    minutes: int
    language: Literal["spoken", "little", "none"] = "spoken"
    mode: str = "standard"
    price: int
    """In cents."""
    unit: PriceUnit = PriceUnit.PUPIL
    houses: int | tuple[str, ...]
    """How many houses programme it, or which."""
    where: Literal["stage", "museum", "library", "any"] = Field("stage", alias="for")
    at_school: bool = False
    """Whether the makers also come to a school; the last offer of it does."""
    by_agreement: bool = False
    """Whether school and makers agree on the date when they come to a school."""
    works_in: tuple[str, ...] = ()
    """Where they come to, as codes of regions; without it the reference region of the house."""
    languages: tuple[str, ...] = ()
    """In which languages it is given, where that is not Dutch alone."""
    limit: int | None = None
    """Most people at once, where that is fewer than the hall holds."""
    per_school: int | None = None
    starts: tuple[str, ...] = ()
    """Times as written in Dutch ("10.30"), where the text of the show names one."""
    weekdays: tuple[int, ...] = ()
    evening: bool = False
    picture: Picture
    short: str
    description: str
    before: str = ""
    after: str = ""
    notes: str = ""
    access: tuple[Access, ...] = ()

    @field_validator("picture", mode="before")
    @classmethod
    def _three_words(cls, written: object) -> object:
        return tuple(written.split()) if isinstance(written, str) else written

    @field_validator("description")
    @classmethod
    def _one_paragraph(cls, written: str) -> str:
        return written.strip()


class Fiction(Fixed):
    centres: tuple[House, ...]
    companies: tuple[CompanyText, ...]
    schools: tuple[SchoolText, ...]
    shows: tuple[Show, ...]


def load_fiction() -> Fiction:
    houses = _toml("houses.toml")
    return Fiction(
        centres=tuple(House.model_validate(entry) for entry in houses["centre"]),
        companies=tuple(CompanyText.model_validate(entry) for entry in houses["company"]),
        schools=tuple(SchoolText.model_validate(entry) for entry in houses["school"]),
        shows=tuple(Show.model_validate(entry) for name in PRODUCTION_FILES for entry in _toml(name)["production"]),
    )


def _toml(name: str) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(files("portal.demo").joinpath(f"data/{name}").read_text(encoding="utf-8"))
