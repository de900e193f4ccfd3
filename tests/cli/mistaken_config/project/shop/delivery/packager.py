from shop.cam.leads import LeadDB

__all__ = ["LeadDB"]
