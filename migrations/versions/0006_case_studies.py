"""case_studies

Revision 0006, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_version",
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("chapter", sa.String(length=5), nullable=False),
        sa.Column("ksbs", sa.JSON(), nullable=False),
        sa.Column("editions", sa.JSON(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("asks", sa.JSON(), nullable=False),
        sa.Column("code_sets", sa.JSON(), nullable=False),
        sa.Column("reviewed_by", sa.String(length=120), nullable=False),
        sa.Column("reviewed_on", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_case_version")),
        sa.UniqueConstraint("case_id", "checksum", name=op.f("uq_case_version_case_id_checksum")),
    )
    op.create_index(op.f("ix_case_version_case_id"), "case_version", ["case_id"], unique=False)
    op.create_table(
        "case_study",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("current_item", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["current_item"], ["case_version.item"], name=op.f("fk_case_study_current_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_study")),
    )
    op.create_table(
        "case_query",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id", "slot"],
            ["slot.attempt_id", "slot.number"],
            name=op.f("fk_case_query_attempt_id_slot"),
        ),
        sa.PrimaryKeyConstraint("attempt_id", "slot", "about", name=op.f("pk_case_query")),
    )
    with op.batch_alter_table("result_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("detail", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("result_item", schema=None) as batch_op:
        batch_op.drop_column("detail")

    op.drop_table("case_query")
    op.drop_table("case_study")
    op.drop_index(op.f("ix_case_version_case_id"), table_name="case_version")
    op.drop_table("case_version")
