"""`ringfence fix`: every fix that needs no human eye, written to disk or shown as a diff."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ringfence.adapters.disk_texts import DiskTexts
from ringfence.adapters.edit_files import EditedFile, RefusedError, Writer, edited_file
from ringfence.app import Loaded, check_repository, disk_texts, source_roots
from ringfence.cli.check_command import load
from ringfence.cli.diff_format import write_diff
from ringfence.cli.fault_log import FaultLog
from ringfence.cli.places import Selection, find_place
from ringfence.cli.printable import one_line
from ringfence.cli.report import shown_from
from ringfence.cli.rule_names import known_rules
from ringfence.cli.stop import Exit, StopError
from ringfence.cli.summary import counted
from ringfence.cli.terminal import Look, Style, look_of
from ringfence.engine.fixes import Fixed, fix_all
from ringfence.model.diagnostic import Diagnostic, Status

Refusals = list[tuple[str, str]]
"""Paths of files that are left as they are, each with the reason."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is going to be done."""

    files: tuple[EditedFile, ...]
    """New ones first: others may import from them."""
    done: tuple[tuple[Diagnostic, str], ...]
    refusals: Refusals


def run(options: argparse.Namespace) -> int:
    """Fix, or show what would be fixed, and return the exit code."""
    rules = known_rules(options.rules)
    place = find_place(options.paths, options.config)
    with FaultLog() as faults:
        loaded = load(place, use_cache=not options.no_cache)
        if not loaded.usable:
            raise StopError(f"{place.config.name} cannot be used as it is. `ringfence check` says why.")
        plan = _plan(loaded, place.selection, rules)
    if options.diff:
        write_diff(plan.files, sys.stdout)
        written = plan.files
    else:
        written = plan.files if options.dry_run else tuple(_written(loaded, plan))
        _tell(loaded, plan, written, dry_run=options.dry_run)
    sys.stdout.flush()
    _tell_refusals(plan.refusals)
    if faults.shown():
        return Exit.UNUSABLE
    return Exit.FINDINGS if plan.refusals else Exit.DONE


def _plan(loaded: Loaded, selection: Selection, rules: Collection[str]) -> _Plan:
    texts = disk_texts(loaded)
    refusals: Refusals = []
    paths = sorted(
        {
            diagnostic.path
            for diagnostic in check_repository(loaded)
            if diagnostic.status is Status.NEW
            and selection.covers(diagnostic.path)
            and (not rules or diagnostic.rule in rules)
            and diagnostic.path in loaded.records
        }
    )
    fixed = fix_all(loaded.project, list(_unchanged(loaded, paths, texts, refusals)), texts, rules)
    return _Plan(tuple(_edited(loaded, fixed, texts, refusals)), fixed.done, refusals)


def _unchanged(loaded: Loaded, paths: Iterable[str], texts: DiskTexts, refusals: Refusals) -> Iterator[str]:
    """The files that are still what was analysed: in any other, the findings no longer stand where they did."""
    for path in paths:
        original = texts.original(path)
        if original is not None and original.digest == loaded.records[path].digest:
            yield path
        else:
            refusals.append((path, "it has changed since it was analysed"))


def _edited(loaded: Loaded, fixed: Fixed, texts: DiskTexts, refusals: Refusals) -> list[EditedFile]:
    files = []
    for path, text in sorted(fixed.texts.items()):
        record = loaded.records.get(path)
        try:
            files.append(edited_file(path, text, texts.original(path), record.digest if record else None))
        except RefusedError as refused:
            refusals.append((path, str(refused)))
    return sorted(files, key=lambda file: (file.before is not None, file.path))


def _written(loaded: Loaded, plan: _Plan) -> Iterator[EditedFile]:
    writer = Writer(loaded.root, source_roots(loaded), loaded.project.config.path)
    for file in plan.files:
        try:
            writer.write(file)
            yield file
        except RefusedError as refused:
            plan.refusals.append((file.path, str(refused)))


def _tell(loaded: Loaded, plan: _Plan, written: Sequence[EditedFile], *, dry_run: bool) -> None:
    """Say what was done, or what would be, file by file."""
    look = look_of(sys.stdout)
    path_of = shown_from(loaded.root, Path.cwd())
    paths = {file.path for file in written}
    done = [(diagnostic, title) for diagnostic, title in plan.done if diagnostic.path in paths]
    for file in sorted(written, key=lambda file: file.path):
        new = look.paint(" (new)", Style.GOOD) if file.before is None else ""
        print(look.paint(one_line(path_of(file.path)), Style.FILE) + new)
        titles = dict.fromkeys((diagnostic.rule, title) for diagnostic, title in done if diagnostic.path == file.path)
        for rule, title in titles:
            print(f"  {one_line(title)} {look.paint(f'[{rule}]', Style.FAINT)}")
    print(_conclusion(len(done), len(written), look, dry_run=dry_run))


def _conclusion(findings: int, files: int, look: Look, *, dry_run: bool) -> str:
    if not files:
        return "Nothing can be fixed automatically. " + _left(look)
    verb, rest = ("Would fix", "Nothing was written.") if dry_run else ("Fixed", _left(look))
    summary = look.paint(f"{verb} {counted(findings, 'finding')} in {counted(files, 'file')}.", Style.STRONG)
    return f"\n{summary} {rest}"


def _left(look: Look) -> str:
    return f"{look.paint('ringfence check', Style.GOOD)} shows what is left."


def _tell_refusals(refusals: Refusals) -> None:
    for path, reason in refusals:
        print(one_line(f"ringfence: {path} was left as it is: {reason}."), file=sys.stderr)
