class Lead:
    pass


class Plan:
    pass
