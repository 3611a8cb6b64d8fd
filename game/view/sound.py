"""What is heard, and the caption that always comes with it.

Volumes are apart for effects, music and voice, under one master. Without a sound device the game is silent
and says so once; nothing in it depends on hearing.
"""

import io
from pathlib import Path
from typing import Literal, Protocol

import pygame

from content.load import LoadedPack
from content.model import Sound

ROOT = Path(__file__).resolve().parents[2] / "assets" / "sounds"

Channel = Literal["effects", "music", "voice"]

CAPTIONS: dict[str, str] = {
    "gong": "De gong klinkt",
    "knocks": "Drie kloppen op het toneel",
    "curtain": "Het doek schuift",
    "applause_small": "Enkele handen klappen",
    "applause": "Applaus",
    "applause_big": "Groot applaus",
    "rope_creak": "Het touw kraakt",
    "thump": "Bonk, het decor staat",
    "whisper": "Sou fluistert",
    "light_on": "Klik, licht aan",
    "theme": "Muziek speelt zacht",
    "soft_yes": "Ting: dat klopt",
    "soft_no": "Plof: nog eens",
    "cough": "Iemand hoest",
    "buzz": "Een telefoon trilt",
    "squeak": "Piep! Een muis",
    "laughter": "De zaal lacht",
    # A tap and a turned page are seen at the place where they happen: the card goes down, the page moves.
    "tap": "",
    "page": "",
}
_CHANNEL: dict[str, Channel] = {"theme": "music", "whisper": "voice"}
_STARTLING = frozenset({"gong", "knocks", "thump", "applause_big", "laughter", "cough", "buzz", "squeak"})
"""Not played in calm mode; their captions still come."""


_LINES: dict[Channel, int] = {"music": 0, "voice": 1}
"""Music and voice have a line of the mixer each: forty fingers that tap take no word from Sou."""
_ALL_LINES = 16
_HUSH_MS = 250
"""Sound that stops goes away this fast; cut off, it would click."""


class SoundBoard(Protocol):
    """What scenes may ask for."""

    on: bool
    calm: bool
    silent_because: str

    @property
    def volumes(self) -> dict[str, float]: ...
    @volumes.setter
    def volumes(self, volumes: dict[str, float]) -> None: ...

    def play(self, name: str) -> None: ...
    def play_of_pack(self, pack: LoadedPack, sound: Sound) -> None: ...
    def hush(self) -> None: ...
    def caption(self, now_s: float) -> str: ...


class NullSounds:
    """No device, or none wanted: captions only."""

    def __init__(self, because: str = "") -> None:
        self.on = True
        self.calm = False
        self._volumes: dict[str, float] = {"master": 0.8, "effects": 0.8, "music": 0.4, "voice": 0.9}
        self.silent_because = because
        self.played: list[str] = []
        """The last sounds asked for, newest last."""
        self._caption, self._asked, self._of_pack, self._until = "", False, False, 0.0

    @property
    def volumes(self) -> dict[str, float]:
        """Master, effects, music and voice, each 0-1."""
        return self._volumes

    @volumes.setter
    def volumes(self, volumes: dict[str, float]) -> None:
        self._volumes = dict(volumes)

    def loudness(self, name: str) -> float:
        """How loud a sound is played now, 0-1: its own volume under the master's."""
        return self._volumes["master"] * self._volumes[_CHANNEL.get(name, "effects")]

    def play(self, name: str) -> None:
        self.played = [*self.played[-31:], name]
        # What a pack lets hear is told, also when one of our own sounds comes at the same moment.
        if (text := CAPTIONS.get(name, "")) and not (self._asked and self._of_pack):
            self._caption, self._asked, self._of_pack = text, True, False

    def play_of_pack(self, pack: LoadedPack, sound: Sound) -> None:
        """A sound that the makers of a pack put into it. In calm mode its caption alone comes: it may startle."""
        self.played = [*self.played[-31:], sound.file]
        self._caption, self._asked, self._of_pack = sound.caption, True, True

    def hush(self) -> None:
        self._caption = ""

    def caption(self, now_s: float) -> str:
        """The caption to show at this moment; it stays two and a half seconds."""
        if self._asked:
            self._until, self._asked = now_s + 2.5, False
        return self._caption if now_s < self._until else ""


class Sounds(NullSounds):
    """The mixer, with every shipped sound loaded at its first use."""

    def __init__(self) -> None:
        super().__init__()
        self._loaded: dict[str, pygame.mixer.Sound] = {}
        pygame.mixer.set_num_channels(_ALL_LINES)
        pygame.mixer.set_reserved(len(_LINES))

    @property
    def volumes(self) -> dict[str, float]:
        return self._volumes

    @volumes.setter
    def volumes(self, volumes: dict[str, float]) -> None:
        """Also for what is heard at this moment: who turns down the music hears it."""
        self._volumes = dict(volumes)
        for name, sound in self._loaded.items():
            sound.set_volume(self.loudness(name))

    def play(self, name: str) -> None:
        super().play(name)
        if not self.on or (self.calm and name in _STARTLING):
            return
        try:
            if name not in self._loaded:
                self._loaded[name] = pygame.mixer.Sound(str(ROOT / f"{name}.wav"))
        except (pygame.error, OSError):
            return  # A file that is gone or broken is a silent sound; its caption is there.
        sound = self._loaded[name]
        sound.set_volume(self.loudness(name))
        line = _LINES.get(_CHANNEL.get(name, "effects"))
        if line is None:
            sound.play()
        else:
            pygame.mixer.Channel(line).play(sound)

    def play_of_pack(self, pack: LoadedPack, sound: Sound) -> None:
        super().play_of_pack(pack, sound)
        if not self.on or self.calm:
            return
        try:
            heard = pygame.mixer.Sound(io.BytesIO(pack.read(sound.file)))
        except (pygame.error, OSError):
            return
        heard.set_volume(self._volumes["master"] * self._volumes["effects"])
        heard.play()

    def hush(self) -> None:
        super().hush()
        pygame.mixer.fadeout(_HUSH_MS)


def open_sounds() -> SoundBoard:
    """The mixer, or silence with the reason when this computer has no sound."""
    try:
        pygame.mixer.init(frequency=44100, channels=2, buffer=1024)
    except pygame.error:
        return NullSounds("Deze computer heeft geen geluid. Alles staat ook in beeld.")
    return Sounds()
