from shop.cam.api.dtos import LeadDTO  # never shop.cam.internal.leads

__all__ = ["LeadDTO"]
