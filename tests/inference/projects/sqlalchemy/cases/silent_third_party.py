"""Silent: models of packages that are not in the project belong to nobody here."""

from __future__ import annotations

from datetime import datetime

from airflow.models import DagRun, Variable
from celery_store.models import TaskMeta
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from app.delivery.models import DeliveryDB

try:
    from audit_trail.models import AuditEntry
except ImportError:
    AuditEntry = None


def forget_runs(session: Session, before: datetime):
    session.query(DagRun).filter(DagRun.start_date < before).delete()  # silent
    session.execute(update(DagRun).values(state="failed"))  # silent
    session.execute(delete(TaskMeta))  # silent


def fail(session, task_id):
    task = session.query(TaskMeta).filter_by(task_id=task_id).one()  # silent
    task.status = "FAILURE"  # silent
    task.result["error"] = "stopped"  # silent
    session.add(task)  # silent


def audit(session, delivery: DeliveryDB):
    if AuditEntry is not None:
        session.add(AuditEntry(table="delivery_deliveries", row=delivery.id))  # silent


def set_variable(session):
    session.merge(Variable(key="delivery", val="on"))  # silent


def unknown_tables(session):
    session.execute(text("DELETE FROM celery_taskmeta"))  # silent
    session.execute(text("UPDATE alembic_version SET version_num = 'x'"))  # silent
    session.execute(text("INSERT INTO audit_trail (what) VALUES ('delivery')"))  # silent
