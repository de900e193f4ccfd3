"""A client of a search service. Its words are those of Django, and it has no table."""


class BasicApi:
    """The part of the service that makes documents."""

    def create(self, **fields):
        return fields

    def update_or_create(self, **fields):
        return fields, True


class Objects:
    """Documents."""

    basic_api = BasicApi()

    def create(self, **fields):
        return fields

    def filter(self, **fields):
        return self

    def update(self, **fields):
        return fields

    def delete(self):
        return 0


class Client:
    """`client.objects.create(...)` makes a document."""

    objects = Objects()


class Order:
    """An order as the search service knows it."""

    objects = Objects()

    def __init__(self, number=""):
        self.number = number
        self.status = ""

    def save(self):
        return {"number": self.number}

    def delete(self):
        return None
