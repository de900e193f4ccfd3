"""Write, revise and approve strategies."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from sqlalchemy import func, select

import aicmo.domain.strategy as strategy_model  # expect: god-module-import
from aicmo.core.db import get_session  # expect: shared-session
from aicmo.domain import (
    ClientIntake,  # expect: god-module-import
    StrategyDoc,  # expect: god-module-import
    utcnow,  # expect: god-module-import
)

from .. import domain  # expect: god-module-import
from .db_models import StrategyDocDB


@dataclass
class Playbook:
    """Phrases that have worked before."""

    phrases: dict[str, str] = field(default_factory=dict)

    @classmethod
    def default(cls) -> Playbook:
        """What a new client starts with."""
        return cls({"plain": "{pillar}. Nothing more.", "loud": "{pillar}! Now!"})

    def sentence(self, pillar: str, tone: str) -> str:
        """A pillar as one sentence in the given tone."""
        return self.phrases.get(tone, "{pillar}.").format(pillar=pillar)

    def learn(self, tone: str, phrase: str) -> None:
        """Add or replace a phrase."""
        self.phrases.update({tone: phrase})


class StrategyService:
    """Strategies in the database."""

    def __init__(self, session=None):
        """Use `session`, or a global one."""
        self.session = session or next(get_session())

    def draft(self, intake: ClientIntake) -> StrategyDoc:
        """A first draft from an intake."""
        doc = StrategyDoc.empty_for(intake)
        doc.pillars = [f"{goal} ({utcnow():%Y})" for goal in intake.goals]
        self.save(doc)
        return doc

    def save(self, doc: StrategyDoc) -> int:
        """Store a new revision; its number."""
        newest = select(func.max(StrategyDocDB.revision)).where(StrategyDocDB.client_id == doc.client_id)
        revision = (self.session.scalar(newest) or 0) + 1
        row = StrategyDocDB(
            client_id=doc.client_id,
            revision=revision,
            headline=doc.headline,
            body=json.dumps(doc.pillars),
        )
        self.session.add(row)
        self.session.commit()
        return revision

    def approve(self, project: domain.Project) -> bool:
        """Approve the strategy of a project; False when there is none."""
        doc = project.strategy
        if not isinstance(doc, strategy_model.StrategyDoc):
            return False
        doc.approved = True
        row = self.session.query(StrategyDocDB).filter_by(client_id=doc.client_id).first()
        if row:
            row.approved = True
        self.session.commit()
        return True
