"""The files of a pack: which names and kinds there are, how large they may be, and reading them from a folder.

A pack holds `pack.json`, pictures under `images/` and sounds under `sounds/`, and nothing else. Whatever a
computer leaves behind by itself (`.DS_Store`, `__MACOSX`, `Thumbs.db`) is passed over, as its owner never sees it.
"""

import itertools
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from content import media
from content.problem import Problem, Wording

PACK_JSON = "pack.json"

KIB, MIB = 1024, 1024 * 1024
FILES_MAX = 500
TOTAL_MAX = 64 * MIB
NAME_MAX = 120
DEPTH_MAX = 4

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
SOUNDS = (".wav", ".ogg")
SIZE_MAX = {
    ".json": 2 * MIB,
    ".svg": 1 * MIB,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp"), 8 * MIB),
    **dict.fromkeys(SOUNDS, 4 * MIB),
}
_ARCHIVES = ".zip .foyer .tar .gz .tgz .bz2 .xz .7z .rar .jar .zst .epub .docx"
ARCHIVES = frozenset(_ARCHIVES.split())
_PROGRAMS = """
    .exe .dll .com .scr .msi .bat .cmd .ps1 .vbs .js .mjs .jse .wsf .hta .lnk .url .reg .html .htm .xhtml .php
    .pl .rb .py .pyc .pyw .so .dylib .sh .command .app .apk .class .desktop .swf
"""
PROGRAMS = frozenset(_PROGRAMS.split())

LITTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*", re.ASCII)
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)

BAD_NAME = Wording(
    "files.name",
    nl=(
        "De bestandsnaam '{name}' werkt niet op elke computer.",
        "Gebruik alleen letters zonder accenten, cijfers, '-' en '_', zoals 'images/grote_zaal.svg'.",
    ),
    en=(
        "The file name '{name}' does not work on every computer.",
        "Use only plain letters, digits, '-' and '_', such as 'images/grote_zaal.svg'.",
    ),
)
UNKNOWN_KIND = Wording(
    "files.unknown",
    nl=(
        "'{name}' hoort niet in een pakket.",
        "Een pakket bevat pack.json, beelden in images/ (svg, png, jpg, webp) en klanken in sounds/ (wav, ogg). "
        "Zet het bestand om, verplaats het of haal het weg.",
    ),
    en=(
        "'{name}' does not belong in a pack.",
        "A pack holds pack.json, pictures in images/ (svg, png, jpg, webp) and sounds in sounds/ (wav, ogg). "
        "Convert, move or remove the file.",
    ),
)
PROGRAM = Wording(
    "files.program",
    nl=("'{name}' is een programma of een webpagina. Dat mag nooit in een pakket.", "Haal dit bestand weg."),
    en=("'{name}' is a program or a web page. A pack may never hold one.", "Remove this file."),
)
NESTED = Wording(
    "files.nested",
    nl=("'{name}' is zelf een ingepakt bestand.", "Pak het uit, of haal het weg."),
    en=("'{name}' is an archive itself.", "Unpack it, or remove it."),
)
TOO_LARGE = Wording(
    "files.too-large",
    nl=("'{name}' is te groot: hoogstens {limit} KB.", "Maak het bestand kleiner."),
    en=("'{name}' is too large: at most {limit} KB.", "Make the file smaller."),
)
TOO_MANY = Wording(
    "files.too-many",
    nl=("Dit pakket telt meer dan {limit} bestanden.", "Hou alleen de beelden en klanken die je gebruikt."),
    en=("This pack has more than {limit} files.", "Keep only the pictures and sounds that you use."),
)
TOTAL = Wording(
    "files.total",
    nl=("Dit pakket is samen groter dan {limit} MB.", "Maak de beelden kleiner: 1920 pixels breed is genoeg."),
    en=("This pack is larger than {limit} MB in all.", "Make the pictures smaller: 1920 pixels wide is enough."),
)
SAME_NAME = Wording(
    "files.same-name",
    nl=(
        "'{name}' en '{other}' zijn op veel computers hetzelfde bestand.",
        "Geef een van beide een andere naam.",
    ),
    en=("'{name}' and '{other}' are the same file on many computers.", "Give one of them another name."),
)
LINK = Wording(
    "files.link",
    nl=("'{name}' is een koppeling of een bijzonder bestand.", "Zet het bestand zelf in het pakket."),
    en=("'{name}' is a link or a special file.", "Put the file itself in the pack."),
)
UNREADABLE = Wording(
    "files.unreadable",
    nl=("'{name}' kan niet gelezen worden.", "Kijk of je dit bestand mag openen, en probeer opnieuw."),
    en=("'{name}' can't be read.", "See whether you may open this file, and try again."),
)
NO_PACK_JSON = Wording(
    "pack.missing",
    nl=("Er is geen pack.json.", "Zet pack.json bovenaan in de map; 'foyer pack new' maakt een voorbeeld."),
    en=("There is no pack.json.", "Put pack.json at the top of the folder; 'foyer pack new' makes an example."),
)
PACK_JSON_INSIDE = Wording(
    "pack.inside",
    nl=(
        "pack.json zit in de map '{folder}' in plaats van bovenaan.",
        "Pak de inhoud van '{folder}' in, niet de map zelf.",
    ),
    en=(
        "pack.json is inside the folder '{folder}' instead of at the top.",
        "Pack what is in '{folder}', not the folder itself.",
    ),
)
PACK_JSON_CASE = Wording(
    "files.case",
    nl=("'{name}' moet 'pack.json' heten, in kleine letters.", "Geef het bestand de naam pack.json."),
    en=("'{name}' must be named 'pack.json', in small letters.", "Rename the file to pack.json."),
)


@dataclass
class Contents:
    """What was found: every name, the content of the files that are in order, and what is wrong with the rest."""

    names: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def is_litter(name: str) -> bool:
    parts = name.split("/")
    return parts[-1].startswith("._") or not LITTER.isdisjoint(parts)


def is_safe_path(name: str) -> bool:
    """Stays inside the pack on every system: no way up, no root, no drive, no backslash, no NUL."""
    if not name or name.startswith("/") or any(c in name for c in "\\:\0"):
        return False
    return all(part not in ("", ".", "..") for part in name.split("/"))


def suffix(name: str) -> str:
    return os.path.splitext(name.rsplit("/", 1)[-1])[1].lower()


def size_limit(name: str) -> int:
    """Bytes that a file of this kind may have."""
    return SIZE_MAX.get(suffix(name), 0)


def name_problem(name: str) -> Problem | None:
    """What is wrong with this name in a pack, judged before a byte of the file is read."""
    kind = suffix(name)
    if kind in ARCHIVES:
        return NESTED.at(name, name=name)
    if kind in PROGRAMS:
        return PROGRAM.at(name, name=name)
    if len(name) > NAME_MAX or not all(_is_good_part(part) for part in name.split("/")):
        return BAD_NAME.at(name, name=name)
    if name.lower() == PACK_JSON:
        return None if name == PACK_JSON else PACK_JSON_CASE.at(name, name=name)
    if not _is_in_its_folder(name, kind):
        return UNKNOWN_KIND.at(name, name=name)
    return None


def _is_good_part(part: str) -> bool:
    return bool(NAME.fullmatch(part)) and not part.endswith(".") and not DEVICE.match(part)


def _is_in_its_folder(name: str, kind: str) -> bool:
    folders = name.split("/")[:-1]
    if not folders or len(folders) >= DEPTH_MAX:
        return False
    return (folders[0] == "images" and kind in PICTURES) or (folders[0] == "sounds" and kind in SOUNDS)


def same_name_problems(names: Iterable[str]) -> Iterator[Problem]:
    """Names that differ only in case: Windows and macOS would keep just one of them."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.casefold(), name)
        if other is not name:
            yield SAME_NAME.at(name, name=name, other=other)


def content_problems(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """What is wrong with the pictures and sounds themselves."""
    for name, data in files.items():
        if name != PACK_JSON:
            yield from media.problems(name, data)


def pack_json_problem(names: Iterable[str]) -> Problem | None:
    """Why there is no pack.json to read; None when there is one, or when its name was refused already."""
    names = list(names)
    if any(name.lower() == PACK_JSON for name in names):
        return None
    inside = sorted((name for name in names if name.endswith("/" + PACK_JSON)), key=len)
    if inside:
        return PACK_JSON_INSIDE.at(PACK_JSON, folder=inside[0].rsplit("/", 1)[0])
    return NO_PACK_JSON.at(PACK_JSON)


def read_folder(folder: Path) -> Contents:
    """All files of a pack folder. Links are refused, and nothing larger than its limit is read.

    Raises OSError when the folder itself can't be listed.
    """
    contents = Contents()
    if not any(entry.name.lower() == PACK_JSON for entry in folder.iterdir()):
        # Not a pack but some folder, perhaps a whole disk: one line says more than a list of all its files.
        inside = [path.relative_to(folder).as_posix() for path in sorted(folder.glob(f"*/{PACK_JSON}"))]
        contents.problems.extend(filter(None, [pack_json_problem(inside)]))
        return contents
    found = list(itertools.islice(_walk(folder, contents.problems), FILES_MAX + 1))
    if len(found) > FILES_MAX:
        contents.problems.append(TOO_MANY.at("", limit=FILES_MAX))
        return contents
    contents.names.extend(name for name, _ in found)
    contents.problems.extend(same_name_problems(contents.names))
    for name, path in found:
        _read_into(contents, name, path)
    if sum(map(len, contents.files.values())) > TOTAL_MAX:
        contents.problems.append(TOTAL.at("", limit=TOTAL_MAX // MIB))
    contents.problems.extend(content_problems(contents.files))
    return contents


def places(folder: Path) -> dict[str, Path]:
    """Where each file of a pack folder lies, by its name; unjudged."""
    return dict(_walk(folder, []))


def _walk(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Name in the pack and place on disk of each regular file, in a fixed order."""
    to_visit = [folder]
    while to_visit:
        here = to_visit.pop()
        try:
            entries = sorted(here.iterdir())
        except OSError:
            problems.append(UNREADABLE.at(here.name, name=here.name))
            continue
        for entry in entries:
            name = entry.relative_to(folder).as_posix()
            if is_litter(name):
                continue
            mode = entry.lstat().st_mode
            if stat.S_ISDIR(mode):
                to_visit.append(entry)
            elif stat.S_ISREG(mode):
                yield name, entry
            else:
                problems.append(LINK.at(name, name=name))


def _read_into(contents: Contents, name: str, path: Path) -> None:
    if (refused := name_problem(name)) is not None:
        contents.problems.append(refused)
        return
    limit = size_limit(name)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError:
        contents.problems.append(UNREADABLE.at(name, name=name))
        return
    if len(data) > limit:
        contents.problems.append(TOO_LARGE.at(name, name=name, limit=limit // KIB))
        return
    contents.files[name] = data
