"""What the game keeps on this computer: runs to resume, the last pack, the teacher's wishes.

Everything lies in one folder of the user's data (`FOYER_DATA_DIR` moves it). No names, no faces, no voices.
"""

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from content.model import Level
from game.rules.together import InputMode

MINUTES = (10, 25, 50)


def data_folder() -> Path:
    """Where this user's Foyer keeps its things; made when it is needed."""
    moved = os.environ.get("FOYER_DATA_DIR")
    return Path(moved) if moved else Path(platformdirs.user_data_dir("foyer", appauthor=False))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the teacher chose; remembered for the next lesson."""

    level: str = "L2"
    pupils: int = 22
    minutes: int = 25
    touch: str = "auto"
    """auto, or one of the input modes."""
    reach: int = 486
    """Nothing for pupils above this line of the canvas."""
    mirrored: bool = False
    calm: bool = False
    sound: bool = True
    volumes: dict[str, float] = field(
        default_factory=lambda: {"master": 0.8, "effects": 0.8, "music": 0.4, "voice": 0.9}
    )
    single_touch: bool = False
    timed: bool = False
    measure: bool = False
    """Ask a few questions before and after."""
    played: dict[str, list[str]] = field(default_factory=dict)
    """Per visit code the scenes that its class has played, so that a second lesson shows other rooms."""
    foretold: dict[str, list[str]] = field(default_factory=dict)
    """Per class (its visit, or its pack, level and size) what it expects of the show, until it has been there."""
    last_pack: str = "theatercode"
    portal: str = ""

    def checked(self) -> "Wishes":
        """The same without values that an older or edited file may hold."""
        return replace(
            self,
            level=self.level if self.level in {level.value for level in Level} else "L2",
            pupils=min(30, max(4, self.pupils)),
            minutes=self.minutes if self.minutes in MINUTES else 25,
            touch=self.touch if self.touch in {"auto", *(mode.value for mode in InputMode)} else "auto",
            reach=min(596, max(300, self.reach)),
        )


class Folder:
    """The data folder. A disk that is full or read-only never stops a lesson: it is said once."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or data_folder()
        self._moved = root is not None or "FOYER_DATA_DIR" in os.environ
        self.trouble = ""

    @property
    def runs(self) -> Path:
        return self.root / "runs"

    @property
    def prints(self) -> Path:
        """Where what is to be printed goes: among the teacher's own documents, unless the folder was moved."""
        return self.root / "Foyer" if self._moved else Path(platformdirs.user_documents_dir()) / "Foyer"

    def wishes(self) -> Wishes:
        try:
            raw: dict[str, Any] = json.loads((self.root / "game.json").read_text("utf-8"))
            known = {f.name for f in fields(Wishes)}
            kinds = {f.name: type(getattr(Wishes(), f.name)) for f in fields(Wishes)}
            kept = {name: value for name, value in raw.items() if name in known and isinstance(value, kinds[name])}
            return Wishes(**kept).checked()
        except (OSError, ValueError, AttributeError):
            return Wishes()

    def keep_wishes(self, wishes: Wishes) -> None:
        self._write(self.root / "game.json", json.dumps(asdict(wishes), indent=1))

    def prepare_runs(self) -> bool:
        """Whether runs can be kept here."""
        try:
            self.runs.mkdir(parents=True, exist_ok=True)
        except OSError:
            self.trouble = "Bewaren lukt niet op deze schijf. Je kunt gewoon verder spelen."
            return False
        return True

    def _write(self, place: Path, text: str) -> None:
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            draft = place.with_name(f"{place.name}.new")
            draft.write_text(text, "utf-8")
            draft.replace(place)
        except OSError:
            self.trouble = "Bewaren lukt niet op deze schijf. Je kunt gewoon verder spelen."
