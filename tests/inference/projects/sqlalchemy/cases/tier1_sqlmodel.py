"""The class itself, made by SQLModel: a class is a model when it says `table=True`."""

from __future__ import annotations

from sqlmodel import Session, delete, select, update

from app.crm.models import Company, Contact, ContactCreate


def create(session: Session, body: ContactCreate):
    contact = Contact.model_validate(body)
    session.add(contact)  # write: Contact
    session.commit()
    session.refresh(contact)
    return contact


def create_from_fields(session: Session):
    session.add(Contact(name="Ada", email=""))  # write: Contact


def create_in_steps(session: Session):
    company = Company(name="Firm")
    company.size = 10  # write: Company.size
    session.add(company)  # write: Company


def edit(session: Session, contact_id: int):
    contact = session.get(Contact, contact_id)  # read: Contact
    contact.stage = "won"  # write: Contact.stage
    contact.delivered += 1  # write: Contact.delivered
    session.commit()


def edit_what_exec_found(session: Session):
    contact = session.exec(select(Contact).where(Contact.stage == "new")).first()  # read: Contact
    if contact:
        contact.stage = "seen"  # write: Contact.stage


def edit_all(session: Session):
    for contact in session.exec(select(Contact)).all():  # read: Contact
        contact.stage = "seen"  # write: Contact.stage
        session.add(contact)  # write: Contact


def edit_with_a_pair(session: Session):
    for contact, company in session.exec(select(Contact, Company)):  # read: Contact, Company
        contact.stage = "won"  # write: Contact.stage
        company.size += 1  # write: Company.size


def update_of_sqlmodel(session: Session, contact_id: int, body: ContactCreate):
    contact = session.get(Contact, contact_id)  # read: Contact
    contact.sqlmodel_update(body.model_dump(exclude_unset=True))  # write: Contact
    session.add(contact)  # write: Contact


def body_only(body: ContactCreate):
    body.stage = "won"  # silent
    body.sqlmodel_update({"stage": "won"})  # silent


def remove(session: Session, contact: Contact):
    session.delete(contact)  # write: Contact


def statements(session: Session):
    session.exec(delete(Contact))  # write: Contact
    session.exec(update(Company).values(size=0))  # write: Company.size


def relation(session: Session, company: Company, contact: Contact):
    company.contacts.append(contact)  # write: Contact
    contact.company = company  # write: Contact.company
