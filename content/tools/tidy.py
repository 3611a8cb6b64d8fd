"""Write pack.json the way people like to edit it: two spaces, short lists on one line, UTF-8 as it is read.

    python -m content.tools.tidy content/packs/theatercode

Only the layout changes, never the content. A test keeps the shipped packs in this form, so that a change of one
sentence is a difference of one line.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

LINE_MAX = 100


def tidied(value: object, indent: int = 0, head: int = 0) -> str:
    """JSON text of `value`; `head` is how many characters stand before it on its line."""
    if not isinstance(value, dict | list) or not value:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list) and not any(isinstance(part, dict | list) for part in value):
        flat = json.dumps(value, ensure_ascii=False)
        if indent + head + len(flat) <= LINE_MAX:
            return flat
    inner, outer = " " * (indent + 2), " " * indent
    if isinstance(value, list):
        parts = [inner + tidied(part, indent + 2) for part in value]
        return "[\n" + ",\n".join(parts) + f"\n{outer}]"
    lines = []
    for key, part in value.items():
        name = json.dumps(key, ensure_ascii=False) + ": "
        lines.append(inner + name + tidied(part, indent + 2, len(name)))
    return "{\n" + ",\n".join(lines) + f"\n{outer}}}"


def main(folders: Sequence[str]) -> int:
    for folder in folders:
        path = Path(folder) / "pack.json"
        text = path.read_text(encoding="utf-8")
        path.write_text(tidied(json.loads(text)) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
