"""Settings: all faults at once, one folder for everything, and nothing half-made."""

import os
import stat
from pathlib import Path

import pytest

from portal.settings import SettingsProblem, kept_secret, load_settings


def test_every_bad_variable_is_named_at_once(tmp_path: Path) -> None:
    environ = {
        "FOYER_DATA_DIR": str(tmp_path),
        "FOYER_DATABASE_URL": "mysql://nobody",
        "FOYER_BASE_URL": "foyer.example",
        "FOYER_SMTP_URL": "mail.example",
        "FOYER_LOG": "loud",
        "FOYER_SECRET_KEY": "short",
    }

    with pytest.raises(SettingsProblem) as problem:
        load_settings(environ)

    named = "\n".join(problem.value.lines)
    for variable in ("DATABASE_URL", "BASE_URL", "SMTP_URL", "LOG", "SECRET_KEY"):
        assert f"FOYER_{variable} " in named


def test_a_data_option_and_the_variable_mean_the_same_database_and_secret(tmp_path: Path) -> None:
    by_option = load_settings({}, data_dir=tmp_path)
    by_variable = load_settings({"FOYER_DATA_DIR": str(tmp_path)})

    assert by_option == by_variable


def test_the_secret_is_made_once_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    first = kept_secret(tmp_path)

    assert kept_secret(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_a_secret_that_was_cut_off_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("abc")

    assert len(kept_secret(tmp_path)) == 64


def test_serving_insists_on_a_secret_and_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match="token_hex"):
        load_settings({"FOYER_DATA_DIR": str(tmp_path)}, need_secret=True)


def test_a_folder_that_is_a_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")

    with pytest.raises(SettingsProblem) as problem:
        load_settings({}, data_dir=tmp_path / "data")

    assert len(problem.value.lines) == 1
    assert "--data" in problem.value.lines[0]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere; run as a user to see this")
def test_a_read_only_folder_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(SettingsProblem):
        load_settings({}, data_dir=tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_postgresql_address_gets_the_driver_we_ship(tmp_path: Path) -> None:
    settings = load_settings({"FOYER_DATABASE_URL": "postgresql://foyer:geheim@db/foyer"}, data_dir=tmp_path)

    assert settings.database_url == "postgresql+psycopg://foyer:geheim@db/foyer"


def test_a_redis_without_its_package_is_named_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

    with pytest.raises(SettingsProblem, match="FOYER_REDIS_URL vraagt het pakket redis"):
        load_settings({"FOYER_REDIS_URL": "redis://127.0.0.1:6379/0"}, data_dir=tmp_path)
