"""Raw SQL in `text()`, `execute`, cursors and connections: literals, concatenations, f-strings with a literal table."""

from __future__ import annotations

import sqlite3

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.cam.db_models import CampaignDB, LeadDB
from app.core.db import engine

LEADS = "cam_leads"
PURGE = "DELETE FROM cam_outreach_attempts WHERE bounced"
CAM_TABLES = ["cam_leads", "cam_campaigns"]


def delete_rows(session, campaign_id):
    session.execute(text("DELETE FROM cam_leads WHERE campaign_id = :id"), {"id": campaign_id})  # write: LeadDB


def string_on_the_next_line(session, campaign_id):
    session.execute(
        text(
            "UPDATE cam_campaigns "  # write: CampaignDB.status
            "SET status = 'done' WHERE id = :id"
        ),
        {"id": campaign_id},
    )


def triple_quotes(session):
    session.execute(
        text(
            """  -- write: LeadDB.status, LeadDB.score
            UPDATE cam_leads
               SET lead_status = 'stale',
                   score = 0
             WHERE score < 0.1
            """
        )
    )


def insert_row(session):
    session.execute(text("INSERT INTO cam_tags (name) VALUES ('delivered')"))  # write: TagDB


def upsert_row(session):
    session.execute(text("INSERT INTO cam_tags (name) VALUES ('x') ON CONFLICT (name) DO UPDATE SET name = 'x'"))  # write: TagDB


def lower_case(session):
    session.execute(text("delete from cam_leads where score is null"))  # write: LeadDB


def upper_case_table(session):
    session.execute(text("DELETE FROM CAM_LEADS"))  # write: LeadDB


def quoted_table(session):
    session.execute(text('DELETE FROM "cam_leads"'))  # write: LeadDB


def table_in_a_schema(session):
    session.execute(text("DELETE FROM billing.refunds"))  # write: RefundDB


def alias_of_a_table(session):
    session.execute(text("UPDATE cam_leads AS l SET score = 0 WHERE l.id = 1"))  # write: LeadDB.score


def association_table(session):
    session.execute(text("DELETE FROM cam_campaign_tags WHERE tag_id = 1"))  # write: cam_campaign_tags


def table_without_a_class(session):
    session.execute(text("UPDATE billing_ledger SET amount_cents = 0"))  # write: billing_ledger.amount_cents


def truncated(session):
    session.execute(text("TRUNCATE TABLE cam_leads"))  # write: LeadDB


def two_statements(session):
    session.execute(text("DELETE FROM cam_leads; DELETE FROM cam_campaigns"))  # write: LeadDB, CampaignDB


def common_table_expression(session):
    session.execute(
        text(
            "WITH stale AS (SELECT id FROM delivery_deliveries WHERE status = 'old') "  # write: CampaignDB.status
            "UPDATE cam_campaigns SET status = 'old' WHERE id IN (SELECT id FROM stale)"
        )
    )


def statement_in_a_name(session):
    statement = "DELETE FROM cam_leads"
    session.execute(text(statement))  # write: LeadDB


def text_in_a_name(session):
    stale = text("UPDATE cam_leads SET lead_status = 'stale' WHERE score < 0.1")
    session.execute(stale)  # write: LeadDB.status


def constant_of_the_file(session):
    session.execute(text(PURGE))  # write: OutreachAttemptDB


def explicit_concatenation(session, condition):
    session.execute(text("DELETE FROM cam_leads " + "WHERE score < 0.1"))  # write: LeadDB
    session.execute(text("DELETE FROM cam_leads WHERE " + condition))  # write: LeadDB


def concatenated_in_steps(session, campaign_id):
    statement = "UPDATE cam_campaigns SET status = 'done'"
    if campaign_id:
        statement += f" WHERE id = {campaign_id}"
    session.execute(text(statement))  # write: CampaignDB.status


def f_string_with_a_value(session, campaign_id):
    session.execute(text(f"UPDATE cam_campaigns SET status = 'done' WHERE id = {campaign_id}"))  # write: CampaignDB.status


def format_with_a_value(session, number):
    session.execute(text("DELETE FROM cam_leads WHERE id = {}".format(number)))  # write: LeadDB
    session.execute(text("DELETE FROM cam_leads WHERE id = %d" % number))  # write: LeadDB


def constant_in_an_f_string(session):
    session.execute(text(f"DELETE FROM {LEADS} WHERE score IS NULL"))  # write: LeadDB


def table_name_of_a_model(session):
    session.execute(text(f"DELETE FROM {LeadDB.__tablename__}"))  # write: LeadDB
    session.execute(text("DELETE FROM {}".format(CampaignDB.__tablename__)))  # write: CampaignDB


def table_of_a_parameter(session, table):
    session.execute(text(f"DELETE FROM {table}"))  # opaque
    session.execute(text("DELETE FROM " + table))  # opaque
    session.execute(text("UPDATE {} SET status = 'x'".format(table)))  # opaque
    session.execute(text("TRUNCATE %s" % table))  # opaque


def table_of_a_loop(session):
    for table in CAM_TABLES:
        session.execute(text(f"DELETE FROM {table}"))  # opaque


def whole_statement_of_a_parameter(session, statement):
    session.execute(text(statement))  # silent


def without_text(session, connection):
    session.execute("DELETE FROM cam_leads")  # write: LeadDB
    connection.execute("DELETE FROM cam_leads WHERE id = ?", (1,))  # write: LeadDB
    connection.exec_driver_sql("DELETE FROM cam_leads")  # write: LeadDB


def connection_of_the_engine():
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM cam_leads"))  # write: LeadDB
    engine.connect().execute(text("DELETE FROM cam_tags"))  # write: TagDB


def cursor(path):
    connection = sqlite3.connect(path)
    cursor = connection.cursor()
    cursor.execute("UPDATE identity_users SET is_active = 0 WHERE id = ?", (1,))  # write: UserDB.is_active
    cursor.executemany("INSERT INTO cam_tags (name) VALUES (?)", [("a",), ("b",)])  # write: TagDB
    cursor.executescript("DELETE FROM cam_tags; DELETE FROM delivery_items;")  # write: TagDB
    connection.execute("DELETE FROM delivery_items")  # silent


def cursor_of_a_session(session):
    with session.connection().connection.cursor() as cursor:
        cursor.execute("DELETE FROM cam_leads")  # write: LeadDB


async def asynchronous(session: AsyncSession, pool):
    await session.execute(text("DELETE FROM cam_leads"))  # write: LeadDB
    async with pool.acquire() as connection:
        await connection.execute("DELETE FROM cam_leads WHERE id = $1", 1)  # write: LeadDB


def in_a_compensation(session, steps):
    def undo():
        session.execute(text("DELETE FROM cam_leads"))  # write: LeadDB

    steps.append(undo)


def bound_afterwards(session):
    session.execute(text("DELETE FROM cam_leads WHERE id = :id").bindparams(id=1))  # write: LeadDB


def read_rows(session):
    session.execute(text("SELECT lead_status, count(*) FROM cam_leads GROUP BY lead_status")).all()  # read: LeadDB
    session.execute(text("SELECT 1"))  # silent
    session.execute(text("SELECT id FROM delivery_items"))  # silent


def read_by_a_join(session):
    session.execute(
        text(
            "SELECT d.id FROM delivery_deliveries d "  # read: CampaignDB
            "JOIN cam_campaigns c ON c.id = d.campaign_id"
        )
    )


def own_table_from_a_foreign_one(session):
    session.execute(text("INSERT INTO delivery_items (name) SELECT email FROM cam_leads"))  # read: LeadDB
    session.execute(text("DELETE FROM delivery_items WHERE name IN (SELECT email FROM cam_leads)"))  # read: LeadDB
    session.execute(text("UPDATE delivery_items SET name = c.name FROM cam_campaigns c"))  # read: CampaignDB


def foreign_table_from_an_own_one(session):
    session.execute(text("INSERT INTO cam_tags (name) SELECT name FROM delivery_items"))  # write: TagDB


def helper_that_executes(session, statement):
    session.execute(text(statement))  # likely: LeadDB


def caller_of_a_helper(session):
    helper_that_executes(session, "DELETE FROM cam_leads")  # write: LeadDB
    helper_that_executes(session, "DELETE FROM delivery_items")  # silent


def half_a_statement(session):
    session.execute(text("DELETE FROM"))  # silent
    session.execute(text(""))  # silent
    session.execute(text("cam_leads"))  # silent


def schemas(session):
    session.execute(text("DELETE FROM archive.old_article"))  # write: OldArticle
    session.execute(text("DELETE FROM other.old_article"))  # silent
    session.execute(text("DELETE FROM public.cam_leads"))  # write: LeadDB
    # There are two tables `settings`, and nothing says which of them lies in which schema.
    session.execute(text("DELETE FROM tracking.settings"))  # silent
