"""In which language a target is told, and when it is told of the week."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, kind, default in (
        ("weekly_day", sa.Integer(), "0"),
        ("weekly_hour", sa.Integer(), "7"),
        ("language", sa.String(), ""),
    ):
        op.add_column(
            "notice_targets", sa.Column(name, kind, nullable=False, server_default=default)
        )


def downgrade() -> None:
    for name in ("language", "weekly_hour", "weekly_day"):
        op.drop_column("notice_targets", name)
