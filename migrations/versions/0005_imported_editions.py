"""imported_editions

Revision 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imported_edition",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("system", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_edition")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_imported_edition_fingerprint")),
        sa.UniqueConstraint("number", name=op.f("uq_imported_edition_number")),
    )
    op.create_table(
        "imported_entry",
        sa.Column("edition_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=8), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("chapter", sa.String(length=8), nullable=False),
        sa.Column("block", sa.String(length=8), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["imported_edition.id"], name=op.f("fk_imported_entry_edition_id")
        ),
        sa.PrimaryKeyConstraint("edition_id", "key", name=op.f("pk_imported_entry")),
    )
    op.create_table(
        "switched_off",
        sa.Column("edition_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_switched_off")),
    )


def downgrade() -> None:
    op.drop_table("switched_off")
    op.drop_table("imported_entry")
    op.drop_table("imported_edition")
