"""The god module's own test: it may import it."""

from aicmo.domain.intake import ClientIntake
from aicmo.domain.strategy import StrategyDoc


def test_an_empty_strategy_names_the_goals():
    intake = ClientIntake(client_id="c1", brand_name="Acme", industry="anvils", goals=["fame"])
    assert StrategyDoc.empty_for(intake).headline == "Acme: fame"
