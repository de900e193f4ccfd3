"""Some tables as they were when this revision ran."""

from alembic import op
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import declarative_base

revision = "1f0c"
down_revision = None

Base = declarative_base()


class Tagging(Base):
    """A model for this revision alone."""

    __tablename__ = "cam_campaign_tags"

    id = Column(Integer, primary_key=True)


class Visit(Base):
    """A model for this revision alone, under the name of the real one."""

    __tablename__ = "tracking_visits"

    id = Column(Integer, primary_key=True)
    path = Column(String(200))


def upgrade():
    """Make the tables unique."""
    op.create_unique_constraint(None, "cam_campaign_tags", ["campaign_id", "tag_id"])
