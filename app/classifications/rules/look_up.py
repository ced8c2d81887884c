"""What somebody may use to look codes up. Practice leaves everything open; a mock may not."""

from __future__ import annotations

from enum import StrEnum


class LookUp(StrEnum):
    """SEARCH: everything. TABULAR: the pages in tabular order, without the search. BOOKS: nothing here."""

    SEARCH = "search"
    TABULAR = "tabular"
    BOOKS = "books"
