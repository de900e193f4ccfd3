"""What can be done about the findings of one check."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from ringfence.engine.registry import all_rules
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.edit import Fix
from ringfence.model.project import Project
from ringfence.model.rule import Texts

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FixFinder:
    """Asks the engine, for a finding of `project`."""

    project: Project
    texts: Texts

    def every(self, diagnostic: Diagnostic) -> tuple[Fix, ...]:
        """Every fix that an editor offers, best first."""
        from ringfence.engine.fixes import fixes_for  # it loads the parser, which a clean check does not need

        return fixes_for(self.project, diagnostic, self.texts)

    def best(self, diagnostic: Diagnostic) -> Fix | None:
        """The one fix that can be taken without thinking; None when there is none.

        The ways to accept a finding are never among them, and are not even worked out: that takes longest.
        """
        rule = all_rules().get(diagnostic.rule)
        if rule is None or rule.fixes is None:
            return None
        preferred = None
        try:
            for fix in rule.fixes(self.project, diagnostic, self.texts):
                if fix.automatic and fix.edit.files:
                    return fix
                if fix.preferred and fix.edit.files:
                    preferred = preferred or fix
        except Exception:
            _LOG.exception("The fixes of %s failed on %s; they are missing.", rule.id, diagnostic.path)
        return preferred
