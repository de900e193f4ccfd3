from shop.cam.internal.leads import LeadDB, Scoring
from shop.core.clock import now
from shop.domain.lead import Lead


def pack(lead: LeadDB, scoring: Scoring, old: Lead) -> int:
    from shop.billing.service import charge

    charge(lead, scoring, old)
    return now()
