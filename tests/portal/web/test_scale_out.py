"""The configuration that operators copy is one that nginx takes."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "portal" / "docs" / "scale-out.md"
NGINX = os.environ.get("FOYER_NGINX") or shutil.which("nginx")
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
OPENSSL = shutil.which("openssl")


def write_certificate(folder: Path) -> None:
    asked = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=foyer.example", "-days", "1")
    files = ("-keyout", folder / "foyer.key", "-out", folder / "foyer.pem")
    subprocess.run([str(OPENSSL), *asked, *files], check=True, capture_output=True)


@pytest.mark.skipif(not (NGINX and OPENSSL), reason="nginx (or FOYER_NGINX) or openssl is not installed")
def test_nginx_takes_the_configuration_of_the_page(tmp_path):
    block = re.search(r"```nginx\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    write_certificate(tmp_path)
    servers = block[1].replace("/etc/ssl/", f"{tmp_path}/")
    # As Debian builds it, it looks for its folders where root alone may make them.
    folders = "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in TEMPORARY)
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{folders}{servers}}}\n"
    )

    said = subprocess.run(
        [str(NGINX), "-t", "-p", tmp_path, "-e", tmp_path / "log", "-c", tmp_path / "nginx.conf"],
        capture_output=True,
        text=True,
    )

    assert said.returncode == 0, said.stderr
    assert "warn" not in said.stderr
