"""The pictures that lie beside a table, in a folder or a zip: looked up by name, made into ours, or said why not."""

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath

from portal.offers.intake.records import Note, PictureFile, Record
from portal.offers.photos.pictures import FILE_MAX, BadPicture, prepared
from portal.offers.photos.service import NewPhoto
from portal.offers.photos.store import NoRoom, keep

NAMES_MAX = 20_000


class NoPictures(Exception):
    """Neither a folder nor a zip; the message says so, for people."""


class Shelf:
    """Pictures by the name of their file, whatever folder they lie in and however it is capitalised."""

    def __init__(self, source: Path) -> None:
        """
        Raises:
            NoPictures: there is no such folder or zip.
        """
        self._zip: zipfile.ZipFile | None = None
        self._paths: dict[str, Path] = {}
        self._entries: dict[str, zipfile.ZipInfo] = {}
        try:
            if source.is_dir():
                paths = (path for path in sorted(source.rglob("*"))[:NAMES_MAX] if path.is_file())
                self._paths = {path.name.casefold(): path for path in paths}
            else:
                self._zip = zipfile.ZipFile(source)
                entries = self._zip.infolist()[:NAMES_MAX]
                self._entries = {PurePath(one.filename).name.casefold(): one for one in entries if not one.is_dir()}
        except (OSError, zipfile.BadZipFile, NotImplementedError) as problem:
            raise NoPictures(f"{source}: dit is geen map en geen zip met foto's.") from problem

    def read(self, name: str) -> bytes | None:
        """At most one byte more than a picture may have; None where there is no such file."""
        key = name.casefold()
        try:
            if key in self._paths:
                with self._paths[key].open("rb") as file:
                    return file.read(FILE_MAX + 1)
            if self._zip is not None and key in self._entries:
                with self._zip.open(self._entries[key]) as entry:
                    return entry.read(FILE_MAX + 1)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
            return None
        return None


@dataclass(frozen=True)
class Gallery:
    """Where pictures come from and where ours go; `uploads` None: a trial, which writes nothing."""

    shelf: Shelf | None = None
    uploads: Path | None = None


def pictures_for(record: Record, gallery: Gallery) -> tuple[list[NewPhoto], list[Note]]:
    """The pictures of a record, on disk, and remarks. Slow: outside every transaction."""
    photos: list[NewPhoto] = []
    notes: list[Note] = []
    for one in record.pictures:
        data = gallery.shelf.read(one.name) if gallery.shelf is not None else None
        if data is None:
            notes.append(_not_there(one, is_asked=gallery.shelf is not None))
            continue
        try:
            picture = prepared(data)
            if gallery.uploads is not None:
                keep(gallery.uploads, picture)
        except BadPicture as problem:
            notes.append(Note("bad_picture", "foto", f'"{one.name}": {problem.text}'))
        except NoRoom:
            notes.append(Note("no_room", "foto", f'"{one.name}" is niet bewaard: de schijf is vol.'))
        else:
            if not one.alt:
                text = "Er staat niet bij wat er op de foto te zien is: de titel is genomen."
                notes.append(Note("no_alt", "foto tekst", text))
            photos.append(NewPhoto(picture.file, picture.width, picture.height, one.alt or record.title, one.credit))
    return photos, notes


def _not_there(one: PictureFile, *, is_asked: bool) -> Note:
    if is_asked:
        return Note("picture_missing", "foto", f'"{one.name}" zit niet bij de foto\'s.')
    text = f'"{one.name}" is niet overgenomen: geef de map met foto\'s mee (--pictures), of voeg de foto zelf toe.'
    return Note("picture_not_taken", "foto", text, is_correction=False)
