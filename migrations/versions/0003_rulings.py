"""rulings

Revision 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("letters", sa.String(length=10), nullable=False),
        sa.Column("policy", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["question_version.item"], name=op.f("fk_ruling_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
    )
    op.create_index(op.f("ix_ruling_item"), "ruling", ["item"], unique=False)
    op.create_table(
        "re_mark",
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("ruling_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_re_mark_result_id")),
        sa.ForeignKeyConstraint(["ruling_id"], ["ruling.id"], name=op.f("fk_re_mark_ruling_id")),
        sa.PrimaryKeyConstraint("result_id", name=op.f("pk_re_mark")),
    )
    op.create_index(op.f("ix_re_mark_ruling_id"), "re_mark", ["ruling_id"], unique=False)


def downgrade() -> None:
    op.drop_table("re_mark")
    op.drop_table("ruling")
