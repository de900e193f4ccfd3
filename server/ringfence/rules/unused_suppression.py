"""Report a suppression that silences nothing, or that gives no reason.

## What it does

An inline `# ringfence: ignore[rule] -- reason` accepts a finding on its line. This rule reports such a comment when
there is nothing left to silence, and when the reason is missing. A comment without a reason still silences.

## Why is this bad?

A comment that silences nothing hides the next finding on its line. A comment without a reason cannot be judged by the
person who finds it a year later.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
```

`shop/cam/service.py`:

```python
import json  # ringfence: ignore[private-import] -- moves in spring  # warning: [unused-suppression] "silences nothing"
```

## Fix

Remove the comment, or the one rule in it that silences nothing.

## Options

None.
"""

from __future__ import annotations

from ringfence.model.diagnostic import Severity
from ringfence.model.rule import Rule

# The engine reports it: only the engine knows what the other rules found.
RULE = Rule("unused-suppression", __doc__ or "", Severity.WARNING)
