"""crm's tables, and the shapes of its requests, all made by SQLModel."""

from typing import Optional

from sqlmodel import Field, Relationship, SQLModel


class ContactBase(SQLModel):
    """What a contact and the requests about it share: no table."""

    name: str
    email: str
    stage: str = "new"


class Company(SQLModel, table=True):
    """A firm. The table is called after the class."""

    id: Optional[int] = Field(default=None, primary_key=True)
    name: str
    size: int = 0

    contacts: list["Contact"] = Relationship(back_populates="company")


class Contact(ContactBase, table=True):
    """A person at a firm."""

    __tablename__ = "crm_contacts"

    id: Optional[int] = Field(default=None, primary_key=True)
    company_id: Optional[int] = Field(default=None, foreign_key="company.id")
    delivered: int = 0

    company: Optional[Company] = Relationship(back_populates="contacts")


class ContactCreate(ContactBase):
    """The body of a request: no table."""


class ContactRead(ContactBase):
    """The body of an answer: no table."""

    id: int
