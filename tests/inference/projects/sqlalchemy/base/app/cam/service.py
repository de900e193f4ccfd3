"""What cam does with its rows. Many of these have no return annotation, as in most code of that age."""

from sqlalchemy import select

from app.cam.db_models import CampaignDB, LeadDB, TagDB


def find_lead(session, email):
    """The lead with this address, or None."""
    return session.query(LeadDB).filter(LeadDB.email == email).first()


def new_lead(email, company=""):
    """A lead that is in no session yet."""
    lead = LeadDB(email=email)
    lead.company = company
    return lead


def lead_and_campaign(session, lead_id):
    """Both, as a pair."""
    lead = session.get(LeadDB, lead_id)
    return lead, lead.campaign


def open_campaigns(session):
    """Campaigns that may still change, one by one."""
    for campaign in session.scalars(select(CampaignDB)):
        if campaign.is_open:
            yield campaign


def campaign_names(session):
    """Names only."""
    return [campaign.name for campaign in session.query(CampaignDB).all()]


def get_or_create_tag(session, name):
    """The tag and whether it is new; cam creates it itself."""
    tag = session.query(TagDB).filter_by(name=name).one_or_none()
    if tag is not None:
        return tag, False
    tag = TagDB(name=name)
    session.add(tag)
    return tag, True


def archive_campaign(session, campaign):
    """Take a campaign out of all lists: cam's own business."""
    campaign.status = "archived"
    session.add(campaign)


def rescore(leads, factor):
    """Change the score of leads: cam's own business."""
    for lead in leads:
        lead.score *= factor


class CampaignRepository:
    """cam's rows behind cam's own class."""

    def __init__(self, session):
        self.session = session

    def get(self, campaign_id):
        """The campaign, or None."""
        return self.session.get(CampaignDB, campaign_id)

    def of_client(self, client_id):
        """All campaigns of a client."""
        return self.session.query(CampaignDB).filter_by(client_id=client_id).all()

    def add(self, campaign):
        """Make it permanent."""
        self.session.add(campaign)

    def delete(self, campaign):
        """Remove it."""
        self.session.delete(campaign)

    def save(self, campaign, **fields):
        """Change fields of it."""
        for name, value in fields.items():
            setattr(campaign, name, value)
        self.session.flush()

    @property
    def newest(self):
        """The campaign that came last."""
        return self.session.query(CampaignDB).order_by(CampaignDB.id.desc()).first()
