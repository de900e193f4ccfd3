class LeadDTO:
    pass
