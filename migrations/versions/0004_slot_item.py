"""slot_item

Revision 0004, after 0003.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_slot_item", "slot", ["item"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_slot_item", table_name="slot")
