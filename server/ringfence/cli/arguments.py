"""The arguments of every command, and what is said about a wrong one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from ringfence.cli.stop import StopError
from ringfence.model.words import did_you_mean, nearest

FORMATS = ("text", "json", "concise")
SEVERITIES = ("error", "warning", "info", "hint")

_DESCRIPTION = """\
Ringfence keeps a modular monolith modular: it says which imports cross the boundaries that boundaries.yaml
draws, why, and what to import instead.
"""
_INIT = """\
Write a first boundaries.yaml for FOLDER (default: this one) from its code: the modules that there are, and what they
import today, so that a check finds little and every line can be made stricter. With --from it says what the settings
of another tool say. Exit code: 0 written, 2 wrong usage, no code, or a boundaries.yaml that is there already.
"""
_CHECK = """\
Check a repository against its boundaries.yaml. The whole repository is always analysed; PATHS only limit what is
shown. Exit code: 0 nothing to complain about, 1 an error was found, 2 wrong usage or a broken boundaries.yaml.
"""
_FIX = """\
Apply every fix that is safe without a human eye: imports that have an unambiguous new home. Nothing outside the
source roots is written, and encodings and line endings stay as they are. Exit code: 0 all done, 1 a file could not
be changed, 2 wrong usage or an unusable boundaries.yaml.
"""
_EXPLAIN = """\
Say what a rule does, why, with an example, its fix and its options. Without RULE: list all rules.
"""
_SERVER = """\
Start the language server. Editors start it by themselves; it speaks over standard input and output.
"""
_SCHEMA = """\
Print the JSON Schema of boundaries.yaml, with which editors complete and check the file.
"""
_SUMMARIES = {
    "init": "write a first boundaries.yaml from the code",
    "check": "report what crosses a boundary",
    "fix": "rewrite the imports that have an unambiguous new home",
    "explain": "say what a rule does and why",
    "schema": "print the JSON Schema of boundaries.yaml",
    "server": "start the language server (for editors)",
}
COMMANDS = tuple(_SUMMARIES)
_LEADING = ("--help", "--version", "-h")
"""The options that stand without a command."""
_PLACE_OPTIONS = ("--config", "--no-cache", "--rule", "--help")
_OPTIONS = {
    "init": ("--from", "--force", "--print", "--help"),
    "check": (*_PLACE_OPTIONS, "--format", "--severity"),
    "fix": (*_PLACE_OPTIONS, "--diff", "--dry-run"),
    "explain": ("--help",),
    "schema": ("--help",),
    "server": ("--stdio", "--tcp", "--help"),
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and where the help is."""

    def error(self, message: str) -> NoReturn:
        """Stop with `message` instead of printing the whole usage."""
        stop = "" if message.endswith("?") else "."
        raise StopError(f"{message[:1].upper()}{message[1:]}{stop} See `{self.prog} --help`.")


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of one command; `command` is its name. Raises `StopError` on wrong usage, `SystemExit` on help."""
    parser = _parser()
    if not arguments:
        parser.error("say what to do: " + ", ".join(COMMANDS))
    first = arguments[0]
    if first not in COMMANDS and not first.startswith("-"):
        raise StopError(f"There is no command '{first}'.{_instead_of(first)}")
    if first.startswith("-") and first not in _LEADING:
        offer = did_you_mean(nearest(first, _LEADING))
        raise StopError(f"Say what to do before the option '{first}', as in `ringfence check {first}`.{offer}")
    options, extra = parser.parse_known_args(arguments)
    if extra:
        raise StopError(_about_extra(options.command, extra[0]))
    return options


def _about_extra(command: str, word: str) -> str:
    if not word.startswith("-"):
        return f"`ringfence {command}` has no use for '{word}'. See `ringfence {command} --help`."
    options = _OPTIONS[command]
    offer = did_you_mean(nearest(word.partition("=")[0], options))
    return f"`ringfence {command}` has no option '{word}'.{offer or f' See `ringfence {command} --help`.'}"


def _instead_of(command: str) -> str:
    if Path(command).exists():
        return f" To check what lies there, say `ringfence check {command}`."
    word = nearest(command, COMMANDS)
    return did_you_mean(word) if word else f" The commands are {', '.join(COMMANDS[:-1])} and {COMMANDS[-1]}."


def _parser() -> _Parser:
    parser = _Parser(prog="ringfence", description=_DESCRIPTION)
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="command")
    for name, description, add_arguments in (
        ("init", _INIT, _add_init),
        ("check", _CHECK, _add_check),
        ("fix", _FIX, _add_fix),
        ("explain", _EXPLAIN, _add_explain),
        ("schema", _SCHEMA, None),
        ("server", _SERVER, _add_server),
    ):
        command = commands.add_parser(name, help=_SUMMARIES[name], description=description)
        if add_arguments is not None:
            add_arguments(command)
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from ringfence import __version__

        print(f"ringfence {__version__}")
        parser.exit()


def _add_place(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("paths", nargs="*", metavar="PATH", help=f"a file or folder; {what} only what lies there")
    command.add_argument(
        "--config",
        metavar="FILE",
        help="the boundaries.yaml to use (default: the nearest one in this folder or above)",
    )
    command.add_argument("--no-cache", action="store_true", help="read every file anew, and leave no cache behind")
    command.add_argument(
        "--rule",
        action="append",
        default=[],
        dest="rules",
        metavar="RULE",
        help=f"{what} only the findings of this rule; may be repeated",
    )


def _add_init(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", nargs="?", metavar="FOLDER", help="the top of the repository (default: this folder)")
    command.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        help="take over tach.toml, .importlinter, setup.cfg, pyproject.toml, or the tables FORBIDDEN_IMPORTS and "
        "ALLOWED_IMPORTS of a Python file, which is not executed",
    )
    command.add_argument("--force", action="store_true", help="write it anew if there is one already")
    command.add_argument("--print", action="store_true", help="print it, and write nothing")


def _add_check(command: argparse.ArgumentParser) -> None:
    _add_place(command, "show")
    command.add_argument(
        "--format",
        type=_one_of("format", FORMATS),
        default="text",
        metavar="FORMAT",
        help="text (default), json or concise",
    )
    command.add_argument(
        "--severity",
        type=_one_of("severity", SEVERITIES),
        default="hint",
        metavar="LEVEL",
        help="show nothing quieter than error, warning, info or hint (default: hint, which is everything)",
    )


def _add_fix(command: argparse.ArgumentParser) -> None:
    _add_place(command, "fix")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--diff", action="store_true", help="print the changes as a unified diff, and write nothing")
    how.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")


def _add_explain(command: argparse.ArgumentParser) -> None:
    command.add_argument("rule", nargs="?", metavar="RULE", help="the rule to explain")


def _add_server(command: argparse.ArgumentParser) -> None:
    command.add_argument("--stdio", action="store_true", help="use standard input and output (the default)")
    command.add_argument("--tcp", type=_address, metavar="HOST:PORT", help="listen on a TCP port, for debugging")


def _one_of(what: str, words: Sequence[str]) -> Callable[[str], str]:
    def convert(word: str) -> str:
        if word in words:
            return word
        offer = did_you_mean(nearest(word, words)).strip() or f"Use one of {', '.join(words)}"
        raise argparse.ArgumentTypeError(f"there is no {what} '{word}'. {offer}")

    return convert


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no address; write HOST:PORT, for example 127.0.0.1:2087")
    return host.strip("[]") or "127.0.0.1", int(port)
