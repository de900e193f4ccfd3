"""`ringfence init`: a first `boundaries.yaml`, written from the code or from another tool's settings."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from ringfence.adapters.disk_texts import DiskTexts
from ringfence.adapters.edit_files import RefusedError, Writer, edited_file
from ringfence.adapters.first_config import NoCodeError, first_config, translated_config
from ringfence.cli.progress import Progress
from ringfence.cli.stop import Exit, StopError
from ringfence.cli.terminal import Style, look_of
from ringfence.model.config import CONFIG_NAME


def run(options: argparse.Namespace) -> int:
    """Write the file, or print it, and say what to do next."""
    folder = _folder(options.folder)
    target = folder / CONFIG_NAME
    if target.exists() and not options.force and not options.print:
        raise StopError(f"There is a {CONFIG_NAME} in {folder} already. With --force it is written anew.")
    text = _text(folder, options.source)
    if options.print:
        sys.stdout.write(text)
        return Exit.DONE
    original = DiskTexts(folder, CONFIG_NAME).original(CONFIG_NAME)
    try:
        Writer(folder, (), CONFIG_NAME).write(edited_file(CONFIG_NAME, text, original))
    except RefusedError as refused:
        raise StopError(f"{target} was left as it is: {refused}.") from refused
    _tell(target)
    return Exit.DONE


def _folder(written: str | None) -> Path:
    folder = Path.cwd() / written if written else Path.cwd()
    if not folder.is_dir():
        raise StopError(f"There is no folder {written}.")
    return folder


def _text(folder: Path, source: str | None) -> str:
    try:
        if source is None:
            with Progress(sys.stderr) as progress:
                return first_config(folder, date.today(), progress=progress)
        return translated_config(folder, Path.cwd() / source)
    except NoCodeError as error:
        raise StopError(str(error)) from error


def _tell(target: Path) -> None:
    look = look_of(sys.stdout)
    print(look.paint(f"Wrote {target}.", Style.STRONG))
    print(f"{look.paint('ringfence check', Style.GOOD)} shows what crosses a boundary today.")
    print("Then make it yours: name owners, and take out of `may_import` what should not be.")
