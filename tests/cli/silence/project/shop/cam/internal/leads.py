from shop.cam.api.dtos import LeadDTO


class LeadDB:
    def to_dto(self) -> LeadDTO:
        return LeadDTO()
