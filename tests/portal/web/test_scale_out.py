"""The configuration that operators copy is one that nginx takes."""

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "portal" / "docs" / "scale-out.md"
NGINX = os.environ.get("FOYER_NGINX") or shutil.which("nginx")


def write_certificate(folder: Path) -> None:
    x509 = pytest.importorskip("cryptography.x509", reason="cryptography makes the certificate of this test")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "foyer.example")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    plain = serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    (folder / "foyer.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    (folder / "foyer.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed, nor named by FOYER_NGINX")
def test_nginx_takes_the_configuration_of_the_page(tmp_path):
    block = re.search(r"```nginx\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    write_certificate(tmp_path)
    servers = block[1].replace("/etc/ssl/", f"{tmp_path}/")
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{servers}}}\n")

    said = subprocess.run(
        [str(NGINX), "-t", "-p", tmp_path, "-e", tmp_path / "log", "-c", tmp_path / "nginx.conf"],
        capture_output=True,
        text=True,
    )

    assert said.returncode == 0, said.stderr
    assert "warn" not in said.stderr
