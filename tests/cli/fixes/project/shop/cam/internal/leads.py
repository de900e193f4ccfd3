class LeadDB:
    pass
