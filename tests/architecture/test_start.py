"""What every start of a program pays for."""

import subprocess
import sys

LATER = ("fpdf", "fontTools", "openpyxl", "xlsxwriter", "redis", "pygame", "zxcvbn", "pyotp")
"""Libraries that take long to import, and that one page or one command needs: they are imported there."""


def test_the_portal_starts_without_what_only_one_page_needs() -> None:
    asked = f"import portal.app, sys; print([name for name in {LATER!r} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
