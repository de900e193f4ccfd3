"""Pages and what is noted about them: columns that a mixin makes, and proxies to the other end of a relationship."""

from __future__ import annotations

from accounts import accounts
from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import backref, declared_attr, relationship

from app.core.db import Base, CopyMixin
from app.identity.models import UserDB


page_editors = Table(
    "tracking_page_editors",
    Base.metadata,
    Column("page_id", ForeignKey("tracking_pages.id"), primary_key=True),
    Column("user_id", Integer, primary_key=True),
)


class ChangedByMixin:
    """Who changed a row."""

    @declared_attr
    def changed_by_id(cls):
        """The key."""
        return Column(Integer, ForeignKey("identity_users.id"))

    @declared_attr
    def changed_by(cls):
        """The row."""
        return relationship(UserDB, foreign_keys=[cls.changed_by_id])

    def fill(self, values):
        """The owner's own way."""
        for name, value in values.items():
            setattr(self, name, value)


class Page(ChangedByMixin, CopyMixin, Base):
    """A page that is counted."""

    __tablename__ = "tracking_pages"

    id = Column(Integer, primary_key=True)
    path = Column(String(200))

    links = relationship("PageLink")
    visits = relationship("Visit", back_populates="page")
    readers = relationship(UserDB, secondary=lambda: PageReader.__table__)
    watchers = relationship(UserDB, secondary="tracking_page_readers", viewonly=True)
    editors = relationship(accounts.user_model, secondary=page_editors)
    comments = relationship(accounts.comment_model, uselist=True)
    note = association_proxy("note_row", "content")
    targets = association_proxy("links", "target")


class PageNote(Base):
    """What is noted about a page."""

    __tablename__ = "tracking_page_notes"

    page_id = Column(Integer, ForeignKey("tracking_pages.id"), primary_key=True)
    content = Column(String(1000))

    page = relationship("Page", backref=backref("note_row", uselist=False))


class PageReader(Base):
    """Who read a page."""

    __tablename__ = "tracking_page_readers"

    page_id = Column(Integer, ForeignKey("tracking_pages.id"), primary_key=True)
    user_id = Column(Integer, ForeignKey("identity_users.id"), primary_key=True)


class PageLink(Base):
    """A link from one page to another place."""

    __tablename__ = "tracking_page_links"

    page_id = Column(Integer, ForeignKey("tracking_pages.id"), primary_key=True)
    target = Column(String(200), primary_key=True)


class Visit(Base):
    """Somebody was there."""

    __tablename__ = "tracking_visits"

    id = Column(Integer, primary_key=True)
    page_id = Column(Integer, ForeignKey("tracking_pages.id"))

    page = relationship("Page", back_populates="visits")


class PageSetting(Base):
    """What was chosen for a page. Its schema is made elsewhere."""

    __tablename__ = "settings"
    __table_args__ = accounts.arguments(schema="tracking")

    id = Column(Integer, primary_key=True)
    value = Column(String(200))
