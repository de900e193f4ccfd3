"""Raw SQL in a revision of Alembic that delivery keeps: `op.execute`, bulk inserts and tables made on the spot."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.sql import column, table

revision = "0012"
down_revision = "0011"

leads = table("cam_leads", column("id", sa.Integer), column("score", sa.Float))
items = table("delivery_items", column("id", sa.Integer), column("status", sa.String))


def upgrade():
    op.execute("UPDATE cam_leads SET lead_status = 'new' WHERE lead_status IS NULL")  # write: LeadDB.status
    op.execute("UPDATE delivery_items SET status = 'new'")  # silent
    op.execute(
        """  -- write: CampaignDB
        INSERT INTO cam_campaigns (name, client_id)
        SELECT name, 1 FROM delivery_items
        """
    )
    op.execute(sa.text("DELETE FROM cam_tags"))  # write: TagDB
    op.execute(leads.update().values(score=0.0))  # write: LeadDB.score
    op.execute(items.update().values(status="new"))  # silent
    op.bulk_insert(leads, [{"id": 1, "score": 0.0}])  # write: LeadDB
    connection = op.get_bind()
    connection.execute(sa.text("DELETE FROM cam_outreach_attempts"))  # write: OutreachAttemptDB
    connection.execute(leads.delete())  # write: LeadDB
    for name in ("cam_leads", "delivery_items"):
        op.execute(f"UPDATE {name} SET id = id")  # opaque


def downgrade():
    op.execute("DELETE FROM delivery_items")  # silent
    op.drop_table("delivery_items")  # silent
    op.add_column("delivery_items", sa.Column("note", sa.String()))  # silent
