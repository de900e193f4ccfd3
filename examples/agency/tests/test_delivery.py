"""delivery's own test: it may look inside delivery, but not inside cam."""

from aicmo.cam.db_models import (
    CampaignDB,  # expect: private-import (warning)
    LeadDB,  # expect: private-import (warning)
)
from aicmo.delivery.output_packager import mark_packed


def test_packed_leads_are_tagged(session):
    # A test may prepare rows of any table.
    session.add(CampaignDB(id=1, name="Spring", client_id="c1"))
    session.add(LeadDB(campaign_id=1, email="ada@mail.test", status="new", tags="vip"))
    session.commit()

    mark_packed(session, 1, ["ada@mail.test"])

    assert session.query(LeadDB).one().tags == "packed,vip"
