"""`foyer doctor`: what works on this computer, a line each; what is missing is no fault, a broken part is."""

import importlib.metadata
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import click

from portal.settings import Settings, SettingsProblem, load_settings

OK, MISSING, FAULT = "ok", "mist", "FOUT"

SCREEN = """
import os, sys
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame
pygame.display.init()
info = pygame.display.Info()
print(pygame.display.get_driver(), f"{info.current_w}x{info.current_h}")
"""
SOUND = """
import os
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame
pygame.mixer.init()
print(pygame.mixer.get_init()[0])
"""
TOUCH = """
import os
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame, pygame._sdl2.touch as touch
pygame.display.init()
print(touch.get_num_devices())
"""


@dataclass(frozen=True)
class Finding:
    state: str
    words: str


def asked(script: str) -> tuple[bool, str]:
    """Run a look in a process of its own: a driver that crashes must not take the doctor with it."""
    try:
        done = subprocess.run(  # noqa: S603 - our own text, our own Python.
            [sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return False, str(problem)
    lines = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
    return done.returncode == 0, lines[-1] if lines else ""


def screen() -> Finding:
    works, said = asked(SCREEN)
    if works and not said.startswith(("dummy", "offscreen")):
        return Finding(OK, said)
    return Finding(MISSING, "geen scherm gevonden; het spel opent hier niet, het portaal werkt wel")


def touch() -> Finding:
    works, said = asked(TOUCH)
    count = int(said) if works and said.isdecimal() else 0
    if count:
        return Finding(OK, f"{count} aanraakscherm(en)")
    return Finding(MISSING, "geen aanraakscherm; muis en toetsenbord werken ook")


def sound() -> Finding:
    works, _said = asked(SOUND)
    return Finding(OK, "geluid werkt") if works else Finding(MISSING, "geen geluid; alles heeft ondertitels")


def fonts() -> Finding:
    missing = [
        name for name in ("fontpkg_lexend", "fontpkg_atkinson_hyperlegible") if not importlib.util.find_spec(name)
    ]
    if missing:
        return Finding(FAULT, f"{', '.join(missing)} ontbreekt; installeer Foyer opnieuw")
    return Finding(OK, "Lexend, Atkinson Hyperlegible")


def pygame_edition() -> Finding:
    """pygame and pygame-ce share one folder and overwrite each other without a word."""
    installed = {name for name in ("pygame", "pygame-ce") if _version(name)}
    if installed == {"pygame-ce"}:
        return Finding(OK, f"pygame-ce {_version('pygame-ce')}")
    if "pygame" in installed:
        return Finding(FAULT, "de oude pygame staat in de weg: verwijder hem en installeer Foyer opnieuw")
    return Finding(FAULT, "pygame-ce ontbreekt; installeer Foyer opnieuw")


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def packs() -> Finding:
    from content.load import load_pack, shipped
    from content.problem import PackError

    good = []
    for name in shipped():
        try:
            good.append(f"{name} {load_pack(name).pack.version}")
        except PackError as problem:
            return Finding(FAULT, f"{name}: {problem.problems[0].message}")
    return Finding(OK, ", ".join(good))


def programs() -> Finding:
    missing = [name for name in ("chromium", "java", "node", "psql", "redis-server") if shutil.which(name) is None]
    if not missing:
        return Finding(OK, "chromium, java, node, psql, redis-server")
    return Finding(MISSING, f"{', '.join(missing)}: enkel nodig voor tests of een grote opstelling")


def database(settings: Settings) -> Finding:
    from portal.cli import Refused
    from portal.commands import database_line

    if settings.database_url.startswith("sqlite:///") and not (settings.data_dir / "foyer.sqlite").exists():
        return Finding(MISSING, "nog geen databank; 'foyer' maakt er een")
    try:
        return Finding(OK, database_line(settings))
    except Refused as fault:
        return Finding(FAULT, fault.message)


def mail(settings: Settings) -> Finding:
    from portal.cli import Refused
    from portal.commands import mail_line

    try:
        return Finding(OK, mail_line(settings))
    except Refused as fault:
        return Finding(FAULT, fault.message)


LOOKS: dict[str, Callable[[], Finding]] = {
    "scherm": screen,
    "aanraken": touch,
    "geluid": sound,
    "letters": fonts,
    "pygame": pygame_edition,
    "pakketten": packs,
    "programma's": programs,
}
SETTLED: dict[str, Callable[[Settings], Finding]] = {"databank": database, "mail": mail}


@click.command()
def doctor() -> None:
    """Kijk na wat op deze computer werkt: scherm, aanraken, geluid, letters, pakketten, databank, mail."""
    findings = {name: look() for name, look in LOOKS.items()}
    try:
        settings = load_settings()
        findings |= {name: look(settings) for name, look in SETTLED.items()}
    except SettingsProblem as problem:
        findings["instellingen"] = Finding(FAULT, "\n".join(problem.lines))
    for name, finding in findings.items():
        click.echo(f"{finding.state:<5} {name}: {finding.words}")
    sys.exit(1 if any(finding.state == FAULT for finding in findings.values()) else 0)
