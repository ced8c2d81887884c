"""What the tests of the lists start from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.classifications import files

Run = Callable[..., Result]


@pytest.fixture
def codes(app: Flask) -> Run:
    """Runs `flask codes …`."""
    return lambda *words, **kept: app.test_cli_runner().invoke(args=["codes", *map(str, words)], **kept)


@pytest.fixture
def ten(tmp_path: Path) -> Path:
    """A file in the layout of the OPCS-4.10 codes and titles."""
    return files.written(tmp_path, f"{files.OPCS410_NAME}.txt", files.opcs4_txt(files.opcs4_rows()))


@pytest.fixture
def fifth(tmp_path: Path) -> Path:
    """A file in the layout of the ICD-10 5th Edition."""
    return files.written(tmp_path, f"{files.ICD10_NAME}.txt", files.icd10_txt(files.icd10_rows()))
