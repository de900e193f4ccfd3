class LeadDB:
    pass


class Scoring:
    pass
