"""cam's own test: it may look inside cam."""

from aicmo.cam.domain import LeadGrade, LeadProfile
from aicmo.cam.internal.scoring import regrade, score


def test_a_lead_that_nobody_knows_is_cold():
    profile = LeadProfile(email="ada@mail.test")
    assert (score(profile), regrade(profile).grade) == (0.0, LeadGrade.COLD)


def test_a_big_company_that_reads_our_mails_is_hot():
    profile = LeadProfile(email="ada@mail.test", company="Acme", company_size=900, opened_mails=7)
    assert regrade(profile).grade == LeadGrade.HOT
