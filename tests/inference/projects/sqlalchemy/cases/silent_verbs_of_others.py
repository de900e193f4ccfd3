"""Silent: `add`, `update`, `delete`, `save`, `merge` and `execute` of things that are no session and no query."""

from __future__ import annotations

import hashlib
import subprocess
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import redis
import requests
from sqlalchemy.orm import Session

from app.cam.db_models import CampaignDB, LeadDB

topics: set[str] = set()
cache = redis.Redis()


def sets_and_rows(session, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    seen = set()
    seen.add(campaign)  # silent
    seen.update(campaign.leads)  # silent
    seen.discard(campaign)
    return seen


def annotated_set(leads: list[LeadDB], done: set[LeadDB]) -> None:
    for lead in leads:
        done.add(lead)  # silent


def default_set(lead: LeadDB, visited=None):
    visited = visited or set()
    visited.add(lead)  # silent
    return visited


def lists_and_queues(session: Session):
    leads = session.query(LeadDB).all()  # read: LeadDB
    waiting = deque(leads)
    waiting.append(leads[0])  # silent
    waiting.remove(leads[0])  # silent
    leads.append(leads[0])  # silent
    leads.remove(leads[-1])  # silent
    leads.extend(waiting)  # silent
    return leads


def dictionaries(session: Session):
    by_email = {lead.email: lead for lead in session.query(LeadDB)}  # read: LeadDB
    by_email.update(unknown=None)  # silent
    by_email["first"] = next(iter(by_email.values()))  # silent
    by_email.pop("first")
    counts = Counter(lead.status for lead in by_email.values() if lead)
    counts.update(["new"])  # silent
    return counts


def words_of_a_lead(lead: LeadDB) -> list[str]:
    words = lead.tags.split(",")
    words.append("packed")  # silent
    words.remove("new")  # silent
    return words


def files(folder: Path, campaign: CampaignDB):
    path = folder / campaign.name
    path.write_text(campaign.status)
    path.unlink()
    digest = hashlib.sha256()
    digest.update(campaign.name.encode())  # silent
    return digest.hexdigest()


def http_session(lead: LeadDB):
    session = requests.Session()
    session.get("https://example.invalid/leads")  # silent
    session.delete(f"https://example.invalid/leads/{lead.id}")  # silent
    session.headers.update({"x-lead": lead.email})  # silent


async def http_client(campaign: CampaignDB):
    async with httpx.AsyncClient() as db:
        await db.delete(f"/campaigns/{campaign.id}")  # silent
        await db.put("/campaigns", json={"status": campaign.status})


def key_value_store(lead: LeadDB):
    cache.delete(lead.email)  # silent
    cache.set(lead.email, lead.status)
    cache.execute_command("DELETE", "cam_leads")  # silent


def worker_pool(leads: list[LeadDB]):
    with ThreadPoolExecutor() as session:
        session.submit(print, leads[0])  # silent


def command(campaign: CampaignDB):
    subprocess.run(["update", campaign.name], check=True)


class Board:
    """Looks like a session, and is a list of notes."""

    def __init__(self):
        self.notes = []

    def add(self, note):
        self.notes.append(note)

    def delete(self, note):
        self.notes.remove(note)

    def merge(self, other):
        self.notes += other.notes


def board_of_rows(lead: LeadDB):
    db = Board()
    db.add(lead)  # silent
    db.merge(Board())  # silent
    db.delete(lead)  # silent
    topics.add(lead.email)  # silent
    topics.update([lead.company])  # silent


class Form:
    def __init__(self, data):
        self.data = data

    def save(self):
        return dict(self.data)


def forms(campaign: CampaignDB):
    form = Form({"status": campaign.status})
    form.data.update(status="done")  # silent
    form.data["status"] = campaign.status
    return form.save()  # silent
