from shop.cam.internal.leads import LeadDB
from shop.domain import Lead, Plan  # both, for now


def pack(lead: Lead, plan: Plan) -> list[object]:
    return [lead, plan, LeadDB]
