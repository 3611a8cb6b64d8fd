"""What stands in each feed, for whom: from titles and sets to `shape.Feed`.

A class's reader sees the title of its class and nothing else, and only while the class may read: as on its pages.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from portal.accounts.queries import Person
from portal.clock import BRUSSELS
from portal.library.opds.catalogue import LEVELS, PAGE, Counts, Wish, find, first_ids, newest_at, school_sets
from portal.library.opds.publications import Asked, ClassReader, plain, publications, set_publications
from portal.library.opds.shape import (
    FEATURED,
    HTML,
    NEWEST,
    SHELF,
    Entry,
    Facet,
    Feed,
    Group,
    Kind,
    Link,
    Paging,
    Publication,
)
from portal.library.titles.words import language_name
from portal.web.formats import level_name

EPOCH = datetime(2026, 1, 1, tzinfo=BRUSSELS)
"""What an empty shelf was last changed on."""
GROUP_SIZE = 8
THEMES_SHOWN = 12


def _around(asked: Asked, here: str, kind: Kind) -> tuple[Link, ...]:
    to = asked.to
    search = to.search if to.version == "2.0" else to.feed("zoeken.xml")
    return (
        Link("self", here, kind),
        Link("start", to.feed(), Kind.NAVIGATION, "Foyer"),
        Link("search", search, Kind.SEARCH, "Zoeken", is_template=to.version == "2.0"),
        Link(SHELF, to.feed("plank"), Kind.ACQUISITION, "Mijn plank", authenticate=to.authentication),
    )


def _updated(asked: Asked, shown: tuple[Publication, ...] = ()) -> datetime:
    return max((book.updated for book in shown), default=None) or newest_at(asked.session) or EPOCH


def start(asked: Asked) -> Feed:
    """Where an app comes in: the ways on, and in 2.0 the first books of three of them."""
    to = asked.to
    return Feed(
        id=to.feed(),
        title="Boeken voor de klas",
        subtitle="Foyer: één titel, en de hele klas leest mee.",
        kind=Kind.NAVIGATION,
        updated=_updated(asked),
        links=_around(asked, to.feed(), Kind.NAVIGATION),
        entries=(*_ways(asked), *_levels(asked)),
        groups=_groups(asked) if to.version == "2.0" else (),
    )


def _ways(asked: Asked) -> list[Entry]:
    to = asked.to
    in_front = Entry(
        Link(FEATURED, to.feed("titels", kijker=1), Kind.ACQUISITION, "In de kijker"),
        "Wat bibliotheken nu aan elk kind zouden geven.",
    )
    return [
        # Most of the year some library puts something in front; the way is not there when it leads to nothing.
        *((in_front,) if _first(asked, Wish(in_front=True), 1) else ()),
        Entry(
            Link(SHELF, to.feed("plank"), Kind.ACQUISITION, "Mijn plank", authenticate=to.authentication),
            "Voor wie aangemeld is: het boek van je klas, de klassets van je school of de titels van je bibliotheek.",
        ),
        Entry(
            Link("subsection", to.feed("titels"), Kind.ACQUISITION, "Alle boeken"),
            "Alle boeken, van A tot Z.",
        ),
        Entry(
            Link(NEWEST, to.feed("titels", orde="nieuw"), Kind.ACQUISITION, "Nieuw op de plank"),
            "Het nieuwste boek eerst.",
        ),
        Entry(
            Link("subsection", to.feed("titels", meenemen=1), Kind.ACQUISITION, "Om mee te nemen"),
            "Boeken zonder auteursrecht of met een open licentie: je bewaart de EPUB op je eigen toestel.",
        ),
    ]


def _levels(asked: Asked) -> list[Entry]:
    """A way for each level that has books; none for a class, which has one book."""
    if asked.scope is not None:
        return []
    counts = find(asked.session, Wish(), asked.today).counts.levels
    return [
        Entry(
            Link(
                "subsection",
                asked.to.feed("titels", niveau=level.value),
                Kind.ACQUISITION,
                _capital(level_name(level)),
                count=number,
            ),
            f"Boeken voor {level_name(level)}.",
        )
        for level, number in counts.items()
        if number
    ]


def _groups(asked: Asked) -> tuple[Group, ...]:
    made = []
    for wish in (Wish(in_front=True), Wish(newest=True), Wish(to_keep=True)):
        ids = _first(asked, wish, GROUP_SIZE)
        if ids:
            more = Link("self", _address(asked, wish), Kind.ACQUISITION)
            made.append(Group(_title(wish), more, publications(asked, ids)))
    return tuple(made)


def _first(asked: Asked, wish: Wish, limit: int) -> tuple[int, ...]:
    return first_ids(asked.session, replace(wish, title_ids=asked.scope), asked.today, limit)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def titles(asked: Asked, wish: Wish, number: int) -> Feed:
    """All titles that match, a page at a time, with the choices that narrow them."""
    found = find(asked.session, replace(wish, title_ids=asked.scope), asked.today)
    pages = max(1, -(-len(found.ids) // PAGE))
    number = min(number, pages)
    shown = publications(asked, found.ids[(number - 1) * PAGE : number * PAGE])
    here = _address(asked, wish, pagina=number if number > 1 else "")
    return Feed(
        id=_address(asked, wish),
        title=_title(wish),
        kind=Kind.ACQUISITION,
        updated=_updated(asked, shown),
        links=(
            *_around(asked, here, Kind.ACQUISITION),
            Link("up", asked.to.feed(), Kind.NAVIGATION, "Foyer"),
            *_turning(asked, wish, number, pages),
        ),
        publications=shown,
        facets=_facets(asked, wish, found.counts) if shown else (),
        paging=Paging(number, PAGE, len(found.ids)),
    )


def _title(wish: Wish) -> str:
    if wish.text:
        return f"Gezocht: {plain(wish.text)}"
    if wish.to_keep:
        return "Om mee te nemen"
    if wish.in_front:
        return "In de kijker"
    if wish.newest:
        return "Nieuw op de plank"
    return f"Voor {level_name(wish.level)}" if wish.level else "Alle boeken"


def _address(asked: Asked, wish: Wish, **more: str | int) -> str:
    return asked.to.feed(
        "titels",
        query=wish.text,
        niveau=wish.level.value if wish.level else "",
        taal=wish.language,
        thema=wish.theme,
        meenemen=1 if wish.to_keep else "",
        kijker=1 if wish.in_front else "",
        orde="nieuw" if wish.newest else "",
        **more,
    )


def _turning(asked: Asked, wish: Wish, number: int, pages: int) -> list[Link]:
    """First and last too: an app may offer to jump."""
    if pages == 1:
        return []
    ways = {"first": 1, "previous": number - 1, "next": number + 1, "last": pages}
    return [
        Link(rel, _address(asked, wish, pagina=to if to > 1 else ""), Kind.ACQUISITION)
        for rel, to in ways.items()
        if 1 <= to <= pages
    ]


def _facets(asked: Asked, wish: Wish, counts: Counts) -> tuple[Facet, ...]:
    levels = [
        (_capital(level_name(level)), replace(wish, level=level), counts.levels[level], wish.level is level)
        for level in LEVELS
        if counts.levels[level]
    ]
    languages = [
        (language_name(code), replace(wish, language=code), number, wish.language == code)
        for code, number in Counter(counts.languages).most_common(THEMES_SHOWN)
    ]
    themes = [
        (plain(theme), replace(wish, theme=theme), number, wish.theme == theme)
        for theme, number in _most(counts.themes, wish.theme)
        if plain(theme)
    ]
    sorting = [
        ("Van A tot Z", replace(wish, newest=False), None, not wish.newest),
        ("Nieuwste eerst", replace(wish, newest=True), None, wish.newest),
    ]
    groups = (
        ("Niveau", _with_all(levels, replace(wish, level=None), wish.level is None)),
        ("Taal", _with_all(languages, replace(wish, language=""), not wish.language)),
        ("Thema", _with_all(themes, replace(wish, theme=""), not wish.theme)),
        ("Volgorde", sorting),
    )
    return tuple(
        Facet(
            title,
            tuple(
                Link("", _address(asked, to), Kind.ACQUISITION, name, count=count, is_active=active)
                for name, to, count, active in choices
            ),
        )
        for title, choices in groups
        if len(choices) > 1
    )


Choice = tuple[str, Wish, int | None, bool]


def _with_all(choices: list[tuple[str, Wish, int, bool]], every: Wish, is_all: bool) -> list[Choice]:
    """The choices with a way out of them; none at all where there is but one thing to choose."""
    if len(choices) < 2 and is_all:
        return []
    return [("Alle", every, None, is_all), *choices]


def _most(themes: dict[str, int], chosen: str) -> list[tuple[str, int]]:
    """The themes of most books, the chosen one always among them; equal ones in the order of the alphabet."""
    ranked = sorted(themes.items(), key=lambda theme: (theme[0] != chosen, -theme[1], theme[0]))
    return ranked[:THEMES_SHOWN]


def shelf(asked: Asked, number: int) -> Feed:
    """What is this visitor's: the book of the class, the sets of the school, the titles of the library."""
    visitor = asked.visitor
    if isinstance(visitor, ClassReader):
        return _class_shelf(asked, visitor)
    assert visitor is not None  # noqa: S101 - the route asks who it is.
    return _house_shelf(asked, visitor, number)


def _class_shelf(asked: Asked, reader: ClassReader) -> Feed:
    mine = publications(asked, tuple(asked.scope or ()))
    page = Link("alternate", asked.to.page(f"/klas/{reader.made.code}"), HTML, "Naar de pagina van je klas")
    closed = Entry(page, "Het doek is dicht. Op de pagina van je klas staat wanneer je kunt lezen.")
    return Feed(
        id=asked.to.feed("plank"),
        title="Het boek van je klas",
        kind=Kind.ACQUISITION,
        updated=_updated(asked, mine),
        links=_around(asked, asked.to.feed("plank"), Kind.ACQUISITION),
        entries=() if mine else (closed,),
        publications=mine,
    )


def _house_shelf(asked: Asked, person: Person, number: int) -> Feed:
    """The sets of somebody's school stand in front on the first page, then the titles of their library."""
    school, library = person.home_school_id, min(person.libraries, default=None)
    sets = school_sets(asked.session, school, asked.today) if school is not None else []
    ids = find(asked.session, Wish(library_id=library), asked.today).ids if library is not None else ()
    pages = max(1, -(-len(ids) // PAGE))
    number = min(number, pages)
    shown = publications(asked, ids[(number - 1) * PAGE : number * PAGE])
    if number == 1:
        shown = (*set_publications(asked, sets), *shown)
    here = [asked.to.feed("plank", pagina=page if page > 1 else "") for page in range(pages + 2)]
    turning = {"previous": number - 1, "next": number + 1}
    return Feed(
        id=asked.to.feed("plank"),
        title="Mijn plank",
        kind=Kind.ACQUISITION,
        updated=_updated(asked, shown),
        links=(
            *_around(asked, here[number], Kind.ACQUISITION),
            Link("up", asked.to.feed(), Kind.NAVIGATION, "Foyer"),
            *(Link(rel, here[to], Kind.ACQUISITION) for rel, to in turning.items() if 1 <= to <= pages),
        ),
        publications=shown,
        paging=Paging(number, PAGE, len(ids) + len(sets)) if shown else None,
    )
