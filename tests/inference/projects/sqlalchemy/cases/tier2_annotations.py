"""Local flow: annotations of parameters, returns, attributes and classes say what a value is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, NamedTuple, Optional, TypeAlias, TypedDict, Union, cast

from sqlalchemy.orm import Session

from app.cam import db_models
from app.delivery.models import DeliveryDB

if TYPE_CHECKING:
    from app.cam.db_models import CampaignDB, LeadDB

Leads: TypeAlias = "list[LeadDB]"


def parameter(campaign: CampaignDB):
    campaign.status = "done"  # write: CampaignDB.status


def parameter_through_a_module(campaign: db_models.CampaignDB):
    campaign.status = "done"  # write: CampaignDB.status


def parameter_in_quotes(campaign: "CampaignDB"):
    campaign.status = "done"  # write: CampaignDB.status


def optional(campaign: Optional[CampaignDB] = None):
    if campaign:
        campaign.status = "done"  # write: CampaignDB.status


def optional_with_a_bar(campaign: CampaignDB | None):
    if campaign is None:
        return
    campaign.status = "done"  # write: CampaignDB.status


def union(row: Union[CampaignDB, LeadDB]):
    row.status = "done"  # write: CampaignDB.status, LeadDB.status


def union_with_an_own_model(row: CampaignDB | DeliveryDB):
    row.status = "done"  # write: CampaignDB.status


def annotated(campaign: Annotated[CampaignDB, "loaded by the router"]):
    campaign.status = "done"  # write: CampaignDB.status


def list_of(leads: list[LeadDB]):
    for lead in leads:
        lead.status = "seen"  # write: LeadDB.status


def sequence_of(leads: Sequence[LeadDB]):
    leads[0].status = "seen"  # write: LeadDB.status


def iterable_of(leads: Iterable["LeadDB"]):
    for lead in leads:
        lead.status = "seen"  # write: LeadDB.status


def dictionary_of(leads: dict[int, LeadDB]):
    for number, lead in leads.items():
        lead.score = number  # write: LeadDB.score


def tuple_of(pair: tuple[LeadDB, bool]):
    lead, fresh = pair
    lead.status = "new" if fresh else "seen"  # write: LeadDB.status


def alias_of_a_type(leads: Leads):
    leads[-1].status = "seen"  # write: LeadDB.status


def variadic(session, *leads: LeadDB, **campaigns: CampaignDB):
    for lead in leads:
        session.delete(lead)  # write: LeadDB
    campaigns["autumn"].status = "done"  # write: CampaignDB.status


def annotated_variable(source):
    lead: LeadDB = source.next()
    lead.status = "seen"  # write: LeadDB.status


def annotated_empty_list(source):
    leads: list[LeadDB] = []
    leads.extend(source)
    for lead in leads:
        lead.status = "seen"  # write: LeadDB.status


def casted(source):
    lead = cast(db_models.LeadDB, source.next())
    lead.status = "seen"  # write: LeadDB.status
    other = cast("LeadDB", source.next())
    other.status = "seen"  # write: LeadDB.status


def type_comment(source):
    lead = source.next()  # type: LeadDB
    lead.status = "seen"  # write: LeadDB.status


def load(session: Session) -> LeadDB | None:
    return session.info["lead"]


def load_all(session: Session) -> list[LeadDB]:
    return session.info["leads"]


def load_pair(session: Session) -> tuple[LeadDB, CampaignDB]:
    return session.info["pair"]


def load_lazily(session: Session) -> Iterator[LeadDB]:
    yield from session.info["leads"]


async def load_later(session: Session) -> AsyncIterator[LeadDB]:
    for lead in session.info["leads"]:
        yield lead


def returns(session: Session):
    lead = load(session)
    if lead:
        lead.status = "seen"  # write: LeadDB.status
    for lead in load_all(session):
        lead.status = "seen"  # write: LeadDB.status
    for lead in load_lazily(session):
        lead.status = "seen"  # write: LeadDB.status


def returned_pair(session: Session):
    lead, campaign = load_pair(session)
    lead.status = campaign.status  # write: LeadDB.status
    campaign.lead_count += 1  # write: CampaignDB.lead_count


async def returned_later(session: Session):
    async for lead in load_later(session):
        lead.status = "seen"  # write: LeadDB.status


@dataclass
class Context:
    session: Session
    campaign: CampaignDB
    lead: LeadDB | None = None
    leads: list[LeadDB] = field(default_factory=list)

    def finish(self):
        self.campaign.status = "done"  # write: CampaignDB.status
        if self.lead:
            self.lead.status = "seen"  # write: LeadDB.status
        for lead in self.leads:
            lead.status = "seen"  # write: LeadDB.status


class Pair(NamedTuple):
    lead: LeadDB
    delivery: DeliveryDB


class Payload(TypedDict):
    campaign: CampaignDB
    note: str


def field_of_a_dataclass(context: Context):
    context.campaign.status = "done"  # write: CampaignDB.status
    context.session.delete(context.lead)  # write: LeadDB


def field_of_a_named_tuple(pair: Pair):
    pair.lead.status = "seen"  # write: LeadDB.status
    pair.delivery.status = "done"  # silent


def key_of_a_typed_dict(payload: Payload):
    payload["campaign"].status = "done"  # write: CampaignDB.status
    payload["note"] = "done"  # silent


class Runner:
    campaign: CampaignDB
    _lead: "LeadDB | None" = None

    def __init__(self, session: Session, deliveries: list[DeliveryDB]) -> None:
        self.session = session
        self.deliveries = deliveries
        self.found: list[LeadDB] = []

    def run(self):
        self.campaign.status = "done"  # write: CampaignDB.status
        if self._lead is not None:
            self._lead.score = 1.0  # write: LeadDB.score
        self.found[0].status = "seen"  # write: LeadDB.status
        self.deliveries[0].status = "done"  # silent


def docstring_with_the_whole_name(session, lead):
    """Type in the docstring only.

    :param lead: the row
    :type lead: app.cam.db_models.LeadDB
    """
    lead.status = "seen"  # likely: LeadDB.status


def docstring_of_the_google_kind(session, campaign):
    """Type in the docstring only.

    Args:
        session: where it lives
        campaign (CampaignDB): what is finished
    """
    campaign.status = "done"  # likely: CampaignDB.status


def docstring_without_a_type(session, lead):
    """Marks the LeadDB row.

    :param lead: a lead of a campaign
    """
    lead.status = "seen"  # silent
