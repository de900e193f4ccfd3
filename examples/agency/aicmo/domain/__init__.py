"""Business objects that everybody uses."""  # expect: god-module (warning)

from aicmo.domain.base import AicmoBaseModel, utcnow
from aicmo.domain.creative import Creative
from aicmo.domain.execution import Execution
from aicmo.domain.intake import ClientIntake
from aicmo.domain.project import Project
from aicmo.domain.strategy import StrategyDoc

__all__ = ["AicmoBaseModel", "ClientIntake", "Creative", "Execution", "Project", "StrategyDoc", "utcnow"]
