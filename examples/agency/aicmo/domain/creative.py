"""One piece of content."""

from . import base


class Creative(base.AicmoBaseModel):
    """A text or a picture for one channel."""

    key: str
    channel: str
    headline: str
    body: str = ""
    asset_path: str | None = None
