"""Why a version of a rule was made; versions that are drafts beside the one in use."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "rule_versions", sa.Column("why", sa.Text(), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("rule_versions", "why")
