"""Settings from the environment, checked all at once, and the data folder they point at.

`foyer demo --data D` and any command with `FOYER_DATA_DIR=D` mean the same database, secret and uploads.
"""

import importlib.util
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SECRET_FILE = "secret"  # noqa: S105 - the name of a file.
DATABASE_FILE = "foyer.sqlite"
SECRET_MIN = 32
METRICS_TOKEN_MIN = 16
FREE_MIN_BYTES = 50_000_000
"""Below this a first start would end half-way: the demo region needs about 15 MB, the rest is headroom."""


class SettingsProblem(Exception):
    """One or more variables are wrong; `lines` has a Dutch sentence for each."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def checked_url(value: str) -> str:
    """The address of a database as SQLAlchemy wants it, with the driver that we use.

    Raises:
        ValueError: it is none, or of a kind that Foyer doesn't know; as a Dutch half sentence.
    """
    try:
        url = make_url(value)
    except ArgumentError as problem:
        raise ValueError("is geen adres van een database") from problem
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ValueError("moet met sqlite:/// of postgresql:// beginnen")
    if url.drivername == "postgresql":
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    return value


class Settings(BaseModel):
    """All settings of the portal. Frozen; made by `load_settings` only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path
    database_url: str
    secret_key: str = Field(min_length=SECRET_MIN, repr=False)
    journal_dir: Path
    base_url: str = "http://127.0.0.1:8000"
    smtp_url: str | None = None
    redis_url: str | None = None
    metrics_token: str | None = Field(default=None, min_length=METRICS_TOKEN_MIN, repr=False)
    log: str = "info"
    log_format: Literal["text", "json"] = "text"

    @property
    def uploads_dir(self) -> Path:
        return self.data_dir / "uploads"

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        """Where this portal lives, with its port and without "https://"."""
        return self.base_url.partition("://")[2]

    @field_validator("database_url")
    @classmethod
    def check_database(cls, value: str) -> str:
        return checked_url(value)

    @field_validator("base_url")
    @classmethod
    def check_base(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("moet met http:// of https:// beginnen")
        return value.rstrip("/")

    @field_validator("smtp_url")
    @classmethod
    def check_smtp(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("moet eruitzien als smtp://naam:wachtwoord@server:587")
        return value

    @field_validator("redis_url")
    @classmethod
    def check_redis(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("moet met redis:// beginnen")
        if value is not None and importlib.util.find_spec("redis") is None:
            raise ValueError("vraagt het pakket redis: installeer foyer[redis]")
        return value

    @field_validator("log")
    @classmethod
    def check_log(cls, value: str) -> str:
        if value.lower() not in {"debug", "info", "warning", "error"}:
            raise ValueError("moet debug, info, warning of error zijn")
        return value.lower()


VARIABLES = {
    "database_url": "FOYER_DATABASE_URL",
    "secret_key": "FOYER_SECRET_KEY",
    "journal_dir": "FOYER_JOURNAL_DIR",
    "base_url": "FOYER_BASE_URL",
    "smtp_url": "FOYER_SMTP_URL",
    "redis_url": "FOYER_REDIS_URL",
    "metrics_token": "FOYER_METRICS_TOKEN",
    "log": "FOYER_LOG",
    "log_format": "FOYER_LOG_FORMAT",
}


def default_data_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """`FOYER_DATA_DIR`, or the user's own data folder of this system."""
    given = environ.get("FOYER_DATA_DIR", "").strip()
    return Path(given).expanduser() if given else Path(platformdirs.user_data_dir("foyer", appauthor=False))


def load_settings(
    environ: Mapping[str, str] = os.environ,
    *,
    data_dir: Path | None = None,
    need_secret: bool = False,
    base_url: str | None = None,
) -> Settings:
    """Settings for a command. `base_url` beats the environment, the environment beats the defaults.

    Makes the data folder and, unless `need_secret`, its secret when they are missing.
    Raises:
        SettingsProblem: names every bad variable at once, or says why the folder can't be used.
    """
    folder = (data_dir or default_data_dir(environ)).expanduser().absolute()
    values: dict[str, object] = {"data_dir": folder}
    for name, variable in VARIABLES.items():
        value = environ.get(variable, "").strip()
        if value:
            values[name] = value
    if base_url is not None:
        values["base_url"] = base_url
    if need_secret and "secret_key" not in values:
        raise SettingsProblem(
            "FOYER_SECRET_KEY ontbreekt. Zet er een lange willekeurige tekst in, bijvoorbeeld de uitvoer van: "
            'python -c "import secrets; print(secrets.token_hex(32))"'
        )
    values.setdefault("database_url", f"sqlite:///{folder / DATABASE_FILE}")
    values.setdefault("journal_dir", folder / "journal")
    values.setdefault("secret_key", "x" * SECRET_MIN)
    settings = _checked(values)
    prepare_folder(folder)
    if environ.get("FOYER_SECRET_KEY", "").strip():
        return settings
    return settings.model_copy(update={"secret_key": kept_secret(folder)})


def _checked(values: Mapping[str, object]) -> Settings:
    try:
        return Settings.model_validate(values)
    except ValidationError as problem:
        lines = []
        for error in problem.errors():
            variable = VARIABLES.get(str(error["loc"][0]), str(error["loc"][0]))
            reason = str(error["msg"]).removeprefix("Value error, ")
            if error["type"] == "string_too_short":
                reason = f"moet minstens {error['ctx']['min_length']} tekens lang zijn"
            if error["type"] == "literal_error":
                reason = f"moet een van deze zijn: {error['ctx']['expected']}".replace("' or '", "', '")
            lines.append(f"{variable} {reason}.")
        raise SettingsProblem(*lines) from None


def prepare_folder(folder: Path) -> None:
    """Make the data folder and make sure it can be written to, before anything is half done in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "uploads").mkdir(exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"foyer")
        probe.unlink()
        free = shutil.disk_usage(folder).free
    except OSError as problem:
        raise SettingsProblem(
            f"De map {folder} kan niet gebruikt worden ({problem.strerror}). "
            "Kies een andere map met FOYER_DATA_DIR (de demo ook met --data MAP)."
        ) from problem
    if free < FREE_MIN_BYTES:
        raise SettingsProblem(
            f"In de map {folder} is nog maar {free // 1_000_000} MB vrij; er is 50 MB nodig. "
            "Maak plaats, of kies een andere map met FOYER_DATA_DIR (de demo ook met --data MAP)."
        )


def kept_secret(folder: Path) -> str:
    """The secret kept in the data folder, made on first use, readable by its owner alone."""
    path = folder / SECRET_FILE
    try:
        kept = path.read_text(encoding="ascii").strip()
        if len(kept) >= SECRET_MIN:
            return kept
        path.unlink()
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingsProblem(f"Het bestand {path} kan niet gelezen worden ({problem}).") from problem
    fresh = secrets.token_hex(32)
    try:
        # O_EXCL: of two processes that start together, one makes the secret and the other reads it.
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return kept_secret(folder)
    except OSError as problem:
        raise SettingsProblem(f"Het bestand {path} kan niet gemaakt worden ({problem.strerror}).") from problem
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(fresh)
    return fresh
