class Lead:
    pass
