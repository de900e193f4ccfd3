"""`ringfence schema`: the JSON Schema of `boundaries.yaml`."""

from __future__ import annotations

import argparse
import sys

from ringfence.adapters.config_schema import rendered_schema
from ringfence.engine.registry import all_rules


def run(_: argparse.Namespace) -> int:
    """Print the schema, with the rules and options of this version."""
    sys.stdout.write(rendered_schema(all_rules()))
    return 0
