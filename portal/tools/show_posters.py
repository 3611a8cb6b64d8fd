"""Write all pictures of the demo region and a page that shows them side by side, to look at and to improve.

    python portal/tools/show_posters.py --out /tmp/posters

A picture is good when a child at the back of the class knows what it is about, and when it looks like no other
on the page.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from portal.demo.fiction import load_fiction
from portal.demo.posters import poster_alt, poster_svg

PAGE = """<!doctype html><html lang="nl-BE"><meta charset="utf-8"><title>Affiches</title>
<style>body{{background:#fff3d6;font:14px sans-serif;display:grid;gap:12px;
grid-template-columns:repeat(auto-fill,minmax(300px,1fr))}}img{{width:100%}}figure{{margin:0}}</style>{figures}"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Show the demo region's pictures side by side.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to; made when missing")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    figures = []
    for show in load_fiction().shows:
        motif, palette, seed = show.picture
        (out / f"{show.slug}.svg").write_text(poster_svg(motif, palette, seed), encoding="utf-8")
        words = f"{show.title} · {motif} {palette} {seed}"
        figures.append(
            f'<figure><img src="{show.slug}.svg" alt="{poster_alt(motif)}"><figcaption>{words}</figcaption></figure>'
        )
    (out / "index.html").write_text(PAGE.format(figures="".join(figures)), encoding="utf-8")
    print(f"{len(figures)} pictures; open {out / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
