"""`ringfence check`: everything that crosses a boundary."""

from __future__ import annotations

import argparse
import importlib
import sys
from datetime import date

from ringfence.app import Loaded, check_repository, disk_texts, load_repository
from ringfence.cli.fault_log import FaultLog
from ringfence.cli.fix_finder import FixFinder
from ringfence.cli.places import Place, find_place
from ringfence.cli.progress import Progress
from ringfence.cli.report import Coverage, Report, Wanted, coverage_of, selected
from ringfence.cli.rule_names import known_rules
from ringfence.cli.stop import Exit, StopError
from ringfence.model.diagnostic import Severity


def run(options: argparse.Namespace) -> int:
    """Check, show what is asked for, and return the exit code."""
    rules = known_rules(options.rules)
    place = find_place(options.paths, options.config)
    wanted = Wanted(place.selection, rules, Severity(options.severity))
    with FaultLog() as faults:
        report = _report(place, wanted, use_cache=not options.no_cache)
        # ringfence: ignore[not-analysed] -- our own output formats, by name
        importlib.import_module(f"ringfence.cli.{options.format}_format").write(report, sys.stdout)
    sys.stdout.flush()
    return Exit.UNUSABLE if faults.shown() else report.exit_code


def load(place: Place, *, use_cache: bool) -> Loaded:
    """Read the repository at a place, with a progress bar when it takes long. Raises `StopError` when it cannot."""
    with Progress(sys.stderr) as progress:
        try:
            return load_repository(place.config, date.today(), use_cache=use_cache, progress=progress)
        except OSError as error:
            raise StopError(f"{place.config} cannot be opened ({error.strerror or error}).") from error


def _report(place: Place, wanted: Wanted, *, use_cache: bool) -> Report:
    loaded = load(place, use_cache=use_cache)
    shown = selected(check_repository(loaded), wanted)
    texts = disk_texts(loaded)
    coverage = coverage_of(loaded.project) if loaded.usable else Coverage(0)
    fixes = FixFinder(loaded.project, texts)
    return Report(loaded.project, loaded.root, shown, wanted, coverage, texts, fixes, loaded.usable)
