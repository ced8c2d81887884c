"""Settings of the service. The only file that reads the environment."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent


class SettingsError(ValueError):
    """A setting is missing or cannot be used; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that may differ between two installations."""

    secret_key: str
    database_url: str
    service_name: str = "CoderReady"
    assessment_plan: str = "practice-2026"
    assessment_plans: Path = ROOT / "app" / "assessment_plan" / "plans"
    question_banks: Path = ROOT / "question_banks"
    case_studies: Path = ROOT / "case_studies"
    public_url: str = "http://127.0.0.1:8000"
    secure_cookies: bool = False
    trusted_proxies: int = 0
    idle_limit: timedelta = timedelta(minutes=30)
    signed_in_limit: timedelta = timedelta(hours=12)
    invitation_limit: timedelta = timedelta(days=7)
    reset_limit: timedelta = timedelta(hours=2)
    mail_server: str = ""
    mail_from: str = "no-reply@coderready.example"
    argon2_memory_kib: int = 19 * 1024
    argon2_passes: int = 2
    max_body_bytes: int = 256 * 1024
    log_level: str = "INFO"
    warm_up: bool = False
    testing: bool = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Settings of this machine.

        Without SECRET_KEY a key is made once and kept in `instance/`, which suits one machine only;
        a service that spans several must be given the same key everywhere.
        """
        key = environ.get("SECRET_KEY", "").strip()
        url = environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'instance' / 'coderready.sqlite3'}"
        return cls(
            secret_key=key or _kept_secret(ROOT / "instance" / "secret_key"),
            database_url=_driver_named(url),
            service_name=environ.get("SERVICE_NAME", cls.service_name),
            assessment_plan=environ.get("ASSESSMENT_PLAN", cls.assessment_plan),
            assessment_plans=Path(environ.get("ASSESSMENT_PLANS", cls.assessment_plans)),
            question_banks=Path(environ.get("QUESTION_BANKS", cls.question_banks)),
            case_studies=Path(environ.get("CASE_STUDIES", cls.case_studies)),
            public_url=environ.get("PUBLIC_URL", cls.public_url).rstrip("/"),
            secure_cookies=_truth(environ, "SECURE_COOKIES", cls.secure_cookies),
            trusted_proxies=_number(environ, "TRUSTED_PROXIES", cls.trusted_proxies, least=0),
            idle_limit=timedelta(minutes=_number(environ, "IDLE_MINUTES", 30)),
            signed_in_limit=timedelta(hours=_number(environ, "SIGNED_IN_HOURS", 12)),
            mail_server=environ.get("MAIL_SERVER", ""),
            mail_from=environ.get("MAIL_FROM", cls.mail_from),
            log_level=environ.get("LOG_LEVEL", cls.log_level),
            warm_up=_truth(environ, "WARM_UP", cls.warm_up),
        )


def environment_with(**more: str) -> dict[str, str]:
    """The environment of this process with some settings more, for a process it starts."""
    return {**os.environ, **more}


def _driver_named(url: str) -> str:
    """The spellings hosting companies use, in the one that SQLAlchemy knows."""
    for spelling in ("postgres://", "postgresql://"):
        if url.startswith(spelling):
            return "postgresql+psycopg://" + url.removeprefix(spelling)
    return url


def _number(environ: Mapping[str, str], name: str, otherwise: int, least: int = 1) -> int:
    text = environ.get(name, "")
    if not text:
        return otherwise
    if not text.isdecimal() or int(text) < least:
        raise SettingsError(f"{name} is {text!r}. Give a whole number of {least} or more.")
    return int(text)


def _truth(environ: Mapping[str, str], name: str, otherwise: bool) -> bool:
    text = environ.get(name, "").lower()
    if text in ("", "0", "1", "no", "yes", "false", "true"):
        return otherwise if not text else text in ("1", "yes", "true")
    raise SettingsError(f"{name} is {text!r}. Give yes or no.")


def _kept_secret(path: Path) -> str:
    """The key in `path`, made there at first use and readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make_secret(path)
    key = path.read_text(encoding="ascii").strip()
    if not key:
        raise SettingsError(f"{path} is empty. Remove it and a new key is made, or set SECRET_KEY.")
    return key


def _make_secret(path: Path) -> None:
    """Put a new key at `path`, whole or not at all; of several processes that do it at once, one wins."""
    handle, written = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")  # its owner's alone
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first: its key counts
            os.link(written, path)
    finally:
        os.unlink(written)
