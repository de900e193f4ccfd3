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
    """Asks for the fixes of findings in `project`, thousands of them if need be.

    Exceptions in `boundaries.yaml` for findings elsewhere are left to editors: an edit of a big config takes longer
    than the whole check, and none of them is ever preferred.
    """

    project: Project
    texts: Texts

    def every(self, diagnostic: Diagnostic) -> tuple[Fix, ...]:
        """Every fix in the file of the diagnostic and in other code, best first."""
        from ringfence.engine.fixes import fixes_for  # it loads the parser, which a clean check does not need

        return fixes_for(self.project, diagnostic, self._texts_for(diagnostic))

    def best(self, diagnostic: Diagnostic) -> Fix | None:
        """The one fix that can be taken without thinking; None when there is none."""
        rule = all_rules().get(diagnostic.rule)
        # Those of the rules that ask code are decisions for an editor, and may take longer than the whole check.
        if rule is None or rule.fixes is None or rule.asks_code:
            return None
        preferred = None
        try:
            for fix in rule.fixes(self.project, diagnostic, self._texts_for(diagnostic)):
                if fix.automatic and fix.edit.files:
                    return fix
                if fix.preferred and fix.edit.files:
                    preferred = preferred or fix
        except Exception:
            _LOG.exception("The fixes of %s failed on %s; they are missing.", rule.id, diagnostic.path)
        return preferred

    def _texts_for(self, diagnostic: Diagnostic) -> Texts:
        config = self.project.config.path
        if diagnostic.path == config:
            return self.texts
        return lambda path: None if path == config else self.texts(path)
