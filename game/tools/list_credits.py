"""Writes assets/credits.toml from the files that are there: `python -m game.tools.list_credits`.

Everything in assets/ is our own work, drawn or synthesised by the scripts in this folder. A file of someone
else never comes in by running this: it would need a group of its own, written by hand in `FOREIGN`.
"""

from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"
AUTHOR = "the makers of Foyer"
LICENCE = "EUPL-1.2"
SCREENSHOTS = "taken of Foyer itself: portal/tools/make_screenshots.py"
FOREIGN = ""


def group_text(folder: str, source: str, files: list[str]) -> str:
    listed = "\n".join(f'    "{name}",' for name in files)
    return (
        f'[[group]]\ntitle = "{folder}"\nsource = "{source}"\n'
        f'licence = "{LICENCE}"\nauthor = "{AUTHOR}"\nfiles = [\n{listed}\n]\n'
    )


def sources() -> dict[str, str]:
    """Where each folder of assets/ comes from: pictures/<x> is what draw_<x>.py draws."""
    pictures = sorted(path.name for path in (ASSETS / "pictures").iterdir() if path.is_dir())
    drawn = {f"pictures/{name}": f"drawn for Foyer: game/tools/draw_{name}.py" for name in pictures}
    return drawn | {
        "sounds": "made for Foyer: game/tools/make_sounds.py",
        "pictures": "drawn for Foyer: game/tools/paper.py (written by the draw_*.py scripts)",
        "screenshots": SCREENSHOTS,
    }


def main() -> None:
    groups = []
    for folder, source in sources().items():
        found = sorted((ASSETS / folder).glob("*"))
        files = [path.relative_to(ASSETS).as_posix() for path in found if path.is_file()]
        if files:
            groups.append(group_text(folder, source, files))
    head = "# Who made what lies in this folder. Written by game/tools/list_credits.py; checked by the tests.\n\n"
    text = head + "\n".join(groups) + FOREIGN
    (ASSETS / "credits.toml").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
