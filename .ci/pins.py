"""Make the pins: `constraint-dependencies` in pyproject.toml for `uv run`, hashes in constraints.txt for CI.

    python .ci/pins.py            # make both anew, with the newest versions that fit
    python .ci/pins.py --check    # say whether both name the same versions

A lock file of uv or a pylock would name download hosts; this project names none, so any line with "://" is refused.
"""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PYPROJECT = HERE.parent / "pyproject.toml"
HASHED = HERE / "constraints.txt"
START, END = "# pins: made by .ci/pins.py", "# end of pins"


def compiled(*options: str) -> list[str]:
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--no-annotate", "--no-header", *options]
    command += ["--group", "dev", str(PYPROJECT)]
    result = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE.parent)  # noqa: S603
    lines = result.stdout.splitlines()
    if any("://" in line for line in lines):
        sys.exit("A line names a host; the pins were not written.")
    return lines


def without_pins(text: str) -> str:
    return re.sub(rf"{START}\n.*?{END}\n", "", text, flags=re.DOTALL)


def pinned(text: str) -> set[str]:
    """`name==version` of every pin in a text, without markers and hashes."""
    return set(re.findall(r"^\s*\"?([a-z0-9-]+==[^\s;\"\\]+)", text, flags=re.MULTILINE))


def make() -> None:
    text = without_pins(PYPROJECT.read_text(encoding="utf-8"))
    PYPROJECT.write_text(text, encoding="utf-8")  # Otherwise the old pins would hold the new ones.
    hashed = compiled("--generate-hashes")
    HASHED.write_text("\n".join(hashed) + "\n", encoding="utf-8")
    pins = [line for line in compiled() if line and not line.startswith("#")]
    block = "\n".join([START, "constraint-dependencies = [", *(f"    {quoted(pin)}," for pin in pins), "]", END])
    PYPROJECT.write_text(text.replace("[tool.uv]\n", f"[tool.uv]\n{block}\n", 1), encoding="utf-8")


def quoted(pin: str) -> str:
    return f"'{pin}'" if '"' in pin else f'"{pin}"'


def check() -> None:
    text = PYPROJECT.read_text(encoding="utf-8")
    block = text.partition(START)[2].partition(END)[0].replace("'", '"')
    ours, hashed = pinned(block), pinned(HASHED.read_text(encoding="utf-8"))
    if not ours or ours != hashed:
        sys.exit(f"The pins differ, run .ci/pins.py: {sorted(ours ^ hashed)}")
    if "://" in block or "://" in HASHED.read_text(encoding="utf-8"):
        sys.exit("A pin names a host.")


if __name__ == "__main__":
    check() if "--check" in sys.argv else make()
