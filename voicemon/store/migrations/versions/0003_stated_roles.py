"""Roles that a reviewer stated, with the job that analyses the call anew."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("roles", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("jobs", "roles")
