"""Settings come from the environment, and a wrong one is refused with words that help."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest

import config
from config import Settings, SettingsError

KEY = {"SECRET_KEY": "x"}


def test_an_empty_environment_gives_a_site_that_runs_on_this_machine() -> None:
    found = Settings.from_environment(KEY)
    assert found.database_url.startswith("sqlite:///")
    assert (found.assessment_plan, found.secure_cookies, found.trusted_proxies) == ("practice-2026", False, 0)


@pytest.mark.parametrize("spelling", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_each_spelling_of_a_postgresql_address_is_understood(spelling: str) -> None:
    found = Settings.from_environment({**KEY, "DATABASE_URL": f"{spelling}me@there/coderready"})
    assert found.database_url == "postgresql+psycopg://me@there/coderready"


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("SECURE_COOKIES", "yes", "secure_cookies", True),
        ("SECURE_COOKIES", "False", "secure_cookies", False),
        ("TRUSTED_PROXIES", "2", "trusted_proxies", 2),
        ("IDLE_MINUTES", "5", "idle_limit", timedelta(minutes=5)),
        ("SIGNED_IN_HOURS", "3", "signed_in_limit", timedelta(hours=3)),
        ("PUBLIC_URL", "https://practice.example/", "public_url", "https://practice.example"),
        ("QUESTION_BANKS", "/srv/banks", "question_banks", Path("/srv/banks")),
        ("ASSESSMENT_PLANS", "/srv/plans", "assessment_plans", Path("/srv/plans")),
        ("ASSESSMENT_PLAN", "official-2027", "assessment_plan", "official-2027"),
    ],
)
def test_a_setting_is_read(name: str, text: str, field: str, value: object) -> None:
    assert getattr(Settings.from_environment({**KEY, name: text}), field) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SECURE_COOKIES", "perhaps"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "one"),
        ("IDLE_MINUTES", "0"),
        ("IDLE_MINUTES", "½"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({**KEY, name: text})


def test_without_a_key_one_is_made_once_and_only_its_owner_may_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "ROOT", tmp_path)
    first, second = (Settings.from_environment({}).secret_key for _ in range(2))
    assert first == second
    assert len(first) >= 48
    assert stat.S_IMODE((tmp_path / "instance" / "secret_key").stat().st_mode) == 0o600


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the key of this machine is kept; nothing is there yet."""
    monkeypatch.setattr(config, "ROOT", tmp_path)
    return tmp_path / "instance" / "secret_key"


def test_nobody_finds_the_key_half_made(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there: list[bool] = []

    def make(_size: int) -> str:
        there.append(kept.exists())
        return "k" * 48

    monkeypatch.setattr(config.secrets, "token_urlsafe", make)
    assert Settings.from_environment({}).secret_key == "k" * 48
    assert there == [False]


def test_of_two_processes_that_make_a_key_at_once_both_use_the_first(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_late(_size: int) -> str:
        kept.write_text("the first", encoding="ascii")
        return "the second"

    monkeypatch.setattr(config.secrets, "token_urlsafe", be_late)
    assert Settings.from_environment({}).secret_key == "the first"
    assert [one.name for one in kept.parent.iterdir()] == [kept.name]


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_key_is_refused(kept: Path, text: str) -> None:
    kept.parent.mkdir()
    kept.write_text(text, encoding="ascii")
    with pytest.raises(SettingsError, match="is empty"):
        Settings.from_environment({})


def test_a_key_of_spaces_is_none(kept: Path) -> None:
    assert len(Settings.from_environment({"SECRET_KEY": "  "}).secret_key) >= 48
