"""Keys of senders, registered legs, and how often a job was tried."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "jobs", sa.Column("tries", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_table(
        "ingest_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("vendor", sa.String(), nullable=True),
        sa.Column("customer_track", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("networks", sa.JSON(), nullable=False),
        sa.Column("organization", sa.String(), nullable=True),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingest_keys")),
    )
    op.create_table(
        "legs",
        sa.Column("connection", sa.String(), nullable=False),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("connection", name=op.f("pk_legs")),
    )
    op.create_index(op.f("ix_legs_expires_at"), "legs", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_legs_expires_at"), table_name="legs")
    op.drop_table("legs")
    op.drop_table("ingest_keys")
    op.drop_column("jobs", "tries")
