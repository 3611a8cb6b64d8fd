"""Pictures and sounds: there, used, described, and somebody's own."""

import re
from collections.abc import Mapping

from content.checks.rule import Findings, View, at, rule
from content.files import PACK_JSON, is_safe_path
from content.where import values

FILE_NAME = re.compile(
    r"\S+\.(?:svg|png|jpe?g|webp|gif)|(?:img|dsc|image|foto|afbeelding|beeld|picture)[\W_]*\d*", re.IGNORECASE
)


@rule(
    "files.leaves-pack",
    nl=("'{name}' ligt buiten het pakket.", "Zet het bestand in images/ of sounds/ en noem het zo."),
    en=("'{name}' lies outside the pack.", "Put the file in images/ or sounds/ and name it so."),
)
def references_stay_inside(view: View) -> Findings:
    """A pack travels to every board; what lies elsewhere does not come along, and is none of its business."""
    for loc, name in view.references:
        if not is_safe_path(name):
            yield at(*loc, name=name)


@rule(
    "files.missing",
    nl=("het bestand '{name}' is er niet.", "Voeg het toe, of kijk de naam na."),
    en=("the file '{name}' is not there.", "Add it, or check the name."),
)
def named_files_are_there(view: View) -> Findings:
    """An empty frame on the board."""
    lower = {name.lower() for name in view.files}
    for loc, name in view.references:
        if is_safe_path(name) and name.lower() not in lower:
            yield at(*loc, name=name)


@rule(
    "files.case",
    nl=(
        "'{name}' heet in het pakket '{actual}': hoofdletters en kleine letters verschillen.",
        "Schrijf '{actual}'. Op jouw computer maakt het misschien niet uit, op een ander bord wel.",
    ),
    en=(
        "'{name}' is named '{actual}' in the pack: capitals and small letters differ.",
        "Write '{actual}'. It may not matter on your computer, but it does on another board.",
    ),
)
def names_have_the_right_case(view: View) -> Findings:
    """Windows and macOS open the file all the same, so the author never sees what a Linux board will miss."""
    actual = {name.lower(): name for name in view.files}
    for loc, name in view.references:
        if name not in view.files and name.lower() in actual:
            yield at(*loc, name=name, actual=actual[name.lower()])


@rule(
    "files.wrong-place",
    nl=("'{name}' is hier niet op zijn plaats.", "Noem hier een bestand uit {folder}."),
    en=("'{name}' does not belong here.", "Name a file from {folder} here."),
)
def pictures_are_pictures(view: View) -> Findings:
    """A sound can't be shown and a picture can't be heard."""
    for loc, name in view.references:
        folder = "sounds/" if "sound" in loc[-2:] else "images/"
        if is_safe_path(name) and not name.lower().startswith(folder):
            yield at(*loc, name=name, folder=folder)


@rule(
    "files.orphan",
    nl=("'{name}' wordt nergens gebruikt.", "Gebruik het in pack.json, of haal het bestand weg."),
    en=("'{name}' is used nowhere.", "Use it in pack.json, or remove the file."),
    on_file=True,
)
def every_file_is_used(view: View) -> Findings:
    """A forgotten photo travels to every school, and nobody has looked at who is on it."""
    used = {name.lower() for _, name in view.references}
    if view.base is not None:
        # A pack may bring its own picture for one of the base, under the same name.
        under = values(view.base.model_dump(mode="json"))
        used |= {name.lower() for loc, name in under if loc[-1:] == ("file",) and isinstance(name, str)}
    for name in sorted(view.files):
        if name.lower() not in used and name.lower() != PACK_JSON:
            yield at(name, name=name)


@rule(
    "image.alt-is-file-name",
    nl=("'{alt}' zegt niet wat er te zien is.", "Beschrijf het beeld in een paar woorden."),
    en=("'{alt}' does not say what is to be seen.", "Describe the picture in a few words."),
)
def alt_text_describes(view: View) -> Findings:
    """Read aloud, "IMG_2041" helps nobody who can't see the picture."""
    for loc, value in view.texts:
        if loc[-1] == "alt" and FILE_NAME.fullmatch(value.strip()):
            yield at(*loc, alt=value)


@rule(
    "media.no-credit",
    nl=(
        "niemand staat vermeld als maker van '{name}'.",
        "Vul 'credit' in, of noem de makers van het pakket bij 'authors'.",
    ),
    en=("nobody is named as the maker of '{name}'.", "Fill in 'credit', or name the pack's makers in 'authors'."),
)
def media_have_a_maker(view: View) -> Findings:
    """A house that shows a picture to a class must be able to say whose it is."""
    if view.pack.authors:
        return
    for loc, value in view.values:
        if isinstance(value, Mapping) and isinstance(value.get("file"), str) and not value.get("credit"):
            yield at(*loc, name=value["file"])


@rule(
    "pack.no-licence",
    nl=("het pakket heeft beelden of klanken, maar zegt niet wie ze mag gebruiken.", "Vul 'licence' in."),
    en=("the pack has pictures or sounds, but does not say who may use them.", "Fill in 'licence'."),
)
def media_have_a_licence(view: View) -> Findings:
    """Another house will want to use the pack, and must know whether it may."""
    if not view.pack.licence.strip() and view.references:
        yield at("licence")


RULES = (
    references_stay_inside,
    named_files_are_there,
    names_have_the_right_case,
    pictures_are_pictures,
    every_file_is_used,
    alt_text_describes,
    media_have_a_maker,
    media_have_a_licence,
)
