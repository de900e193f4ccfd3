"""billing's tables: abstract and inherited ones, a bare table, and a class that is mapped to one by hand."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table
from sqlalchemy.orm import declared_attr, registry, relationship

try:
    from app.core.db import Base
except ImportError:
    from sqlalchemy.orm import declarative_base

    Base = declarative_base()

metadata: MetaData = Base.metadata
mapper_registry = registry(metadata=metadata)

INVOICES = "billing_invoices"


class TableNameMixin:
    """Tables that are called after their class."""

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return f"billing_{cls.__name__.lower()}"


class Document(Base):
    """Something with a number and a total."""

    __abstract__ = True

    id = Column(Integer, primary_key=True)
    number = Column(String(20), unique=True)
    total_cents = Column(Integer, default=0)
    status = Column(String(20), default="draft")


class InvoiceDB(Document):
    """What a client has to pay."""

    __tablename__ = INVOICES

    client_id = Column(Integer, index=True)
    due_in_days = Column(Integer, default=14)

    lines = relationship("InvoiceLineDB", back_populates="invoice")


class InvoiceLineDB(Base):
    """One line of an invoice."""

    __tablename__ = "billing_invoice_lines"

    id = Column(Integer, primary_key=True)
    invoice_id = Column(Integer, ForeignKey(InvoiceDB.id))
    text = Column(String(200))
    amount_cents = Column(Integer, default=0)

    invoice = relationship("InvoiceDB", back_populates="lines")


class CreditNote(TableNameMixin, Document):
    """What a client gets back; a property tells the name of its table."""

    invoice_id = Column(Integer, ForeignKey(InvoiceDB.id))


class PaymentDB(Base):
    """Money that came or went, of any kind."""

    __tablename__ = "billing_payments"

    id = Column(Integer, primary_key=True)
    kind = Column(String(20))
    amount_cents = Column(Integer, default=0)
    state = Column(String(20), default="open")

    __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "payment"}


class CardPaymentDB(PaymentDB):
    """A payment by card: its own table, joined to that of all payments."""

    __tablename__ = "billing_card_payments"

    id = Column(Integer, ForeignKey(PaymentDB.id), primary_key=True)
    last_digits = Column(String(4))

    __mapper_args__ = {"polymorphic_identity": "card"}


class RefundDB(Base):
    """Lies in a schema of its own."""

    __tablename__ = "refunds"
    __table_args__ = {"schema": "billing"}

    id = Column(Integer, primary_key=True)
    payment_id = Column(Integer, index=True)
    reason = Column(String(200))


ledger = Table(
    "billing_ledger",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", String(20)),
    Column("amount_cents", Integer),
)

accounts = Table(
    "billing_accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(50)),
    Column("balance_cents", Integer),
)


class Account:
    """An account of the ledger, mapped by hand."""

    def __init__(self, name: str) -> None:
        self.name = name


mapper_registry.map_imperatively(Account, accounts)
