"""Somebody is typing in this file right now: two statements are half there, on purpose.

What can be read still counts: the other imports are judged as always.
"""

from aicmo.creative.renderer import Renderer
from aicmo.domain.creative import Creative  # expect: god-module-import
from aicmo.strategy.service import  # expect: not-analysed

draft = = Creative  # expect: not-analysed

from aicmo.core.db import Base
from aicmo.domain.intake import ClientIntake  # expect: god-module-import


def preview(renderer: Renderer, creative: Creative, intake: ClientIntake) -> str:
    """The headline as it will look."""
    return f"{intake.brand_name} / {creative.headline} ({renderer!r}, {Base.__name__})"
