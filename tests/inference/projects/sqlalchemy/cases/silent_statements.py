'''Silent: statements that are never executed, and words in comments, docstrings and messages.

Until last year everybody had to write

    session.query(CampaignDB).update({"status": "done"})
    UPDATE cam_campaigns SET status = 'done'

by hand.
'''

from __future__ import annotations

import logging

from sqlalchemy import delete, select, text, update

from app.cam.db_models import CampaignDB, LeadDB, campaign_tags
from app.delivery.models import DeliveryDB

log = logging.getLogger(__name__)

# TODO: stop doing session.add(CampaignDB(...)) in here  # silent
HINT = "run UPDATE cam_campaigns SET status = 'done' by hand"  # silent
QUERIES = {"purge": "DELETE FROM cam_leads", "count": "SELECT count(*) FROM cam_leads"}  # silent


def explained():
    return str(update(CampaignDB).values(status="done"))  # silent


def printed():
    statement = delete(LeadDB).where(LeadDB.score < 0.1)  # silent
    print(statement)


def built_and_dropped():
    update(CampaignDB).values(status="done")  # silent
    campaign_tags.delete()  # silent


def text_that_is_not_executed():
    return text("DELETE FROM cam_leads")  # silent


def logged(campaign_id: int):
    log.warning("DELETE FROM cam_campaigns WHERE id = %s was refused", campaign_id)  # silent
    raise RuntimeError("UPDATE cam_leads failed")  # silent


def only_selected(session):
    # session.query(LeadDB).delete()  # silent
    return session.execute(select(LeadDB).where(LeadDB.status == "delete from")).all()  # read: LeadDB


def foreign_columns_in_a_condition(session):
    session.execute(
        update(DeliveryDB)  # silent
        .where(DeliveryDB.campaign_id == CampaignDB.id, CampaignDB.status == "done")
        .values(status="done")
    )


def own_table_with_a_foreign_name_in_a_value(session):
    session.execute(text("UPDATE delivery_items SET name = 'update cam_leads set x' WHERE id = 1"))  # silent


def table_in_a_comment_of_sql(session):
    session.execute(text("DELETE FROM delivery_items -- not from cam_leads"))  # silent
    session.execute(text("/* DELETE FROM cam_leads; */ DELETE FROM delivery_items"))  # silent


def name_that_only_begins_alike(session):
    session.execute(text("DELETE FROM cam_leads_backup_2019"))  # silent


def dictionary_of_statements(name):
    return QUERIES[name]  # silent
