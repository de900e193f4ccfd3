"""Fields that functions of a mixin declare, association proxies, and tables that old revisions have classes for."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.cam.db_models import TagDB, campaign_tags
from app.core.db import Base
from app.delivery.steps import removal_of
from app.tracking.pages import Page, PageNote, Visit


def declared_by_a_function(session: Session, user):
    page = session.get(Page, 1)  # read: Page
    page.changed_by = user  # write: Page.changed_by
    page.changed_by_id = 7  # write: Page.changed_by_id
    page.changed_at = "no column"  # silent


def proxy_to_one(session: Session):
    page = session.get(Page, 1)  # read: Page
    page.note = "seen"  # write: PageNote
    shown = page.note  # silent
    return shown


def proxy_to_many(page: Page):
    page.targets = ["/home"]  # write: PageLink
    page.targets.append("/away")  # write: PageLink


def proxy_of_a_new_row():
    page = Page(path="/")
    page.note = "only shown"  # silent
    return page.note


def a_revision_owns_no_table(session: Session):
    session.execute(delete(campaign_tags))  # write: cam_campaign_tags
    session.execute("DELETE FROM cam_campaign_tags")  # write: cam_campaign_tags


def a_class_of_a_revision_is_not_meant(session: Session):
    page = session.get(Page, 1)  # read: Page
    for visit in page.visits:
        session.delete(visit)  # write: Visit


def table_by_its_name(session: Session, name):
    tags = Base.metadata.tables["cam_tags"]
    session.execute(tags.insert().values(name="new"))  # write: TagDB
    session.execute(Base.metadata.tables[name].delete())  # silent
    session.execute(name.tables["unknown"].delete())  # silent


def statement_of_a_function(session: Session):
    statement = removal_of(TagDB)
    session.execute(statement)  # write: TagDB


def once_for_a_row_that_may_be_new(session: Session, page_id):
    note = session.get(PageNote, page_id) or PageNote(page_id=page_id)  # read: PageNote
    session.add(note)  # write: PageNote


def visit_of_a_page_that_is_stored(session: Session):
    page = Page(path="/new")
    session.add(page)  # write: Page
    session.add(Visit(page=page))  # write: Visit


def table_of_a_class_between(page: Page, user):
    page.readers.append(user)  # write: PageReader
    page.readers = []  # write: PageReader
    page.watchers = []  # silent


def relationships_to_a_package(page: Page, account):
    page.editors = [account]  # write: tracking_page_editors
    page.editors.append(account)  # write: tracking_page_editors
    page.comments = []  # silent


def copy_that_is_only_shown(page: Page):
    twin = page.copied()  # silent
    twin.take_over(page)  # silent
    return twin


def copy_that_is_stored(session: Session, page: Page):
    twin = Page()
    twin.take_over(page)  # write: Page
    session.add(twin)  # write: Page


def row_that_takes_over(page: Page, other: Page):
    page.take_over(other)  # write: Page


def filled_by_its_owner(session: Session, values):
    page = Page()
    page.fill(values)  # silent
    session.add(page)  # write: Page
