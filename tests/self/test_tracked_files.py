"""What is tracked in git speaks of the project alone, and works on any machine."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.self.sources import ROOT

_HOSTS = ("files.python" + "hosted.org", "pypi." + "org/simple", "registry.npm" + "js.org", "deb.debian" + ".org")
"""Package registries: which one is used is decided where the project is built."""
_HOMES = re.compile(r"(?<![\w.-])(?:/(?:home|Users)/[A-Za-z][\w.-]*/|/roo[t]/|[A-Z]:\\Users\\\w+\\)")


@cache
def _texts() -> dict[str, str]:
    """The text of every tracked file; pictures and archives are left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    contents = {path: ROOT / path for path in listed.decode().split("\0") if path}
    data = {path: file.read_bytes() for path, file in contents.items() if file.is_file()}
    return {path: content.decode("utf-8", "replace") for path, content in data.items() if b"\0" not in content}


def test_no_file_names_a_package_registry() -> None:
    assert [f"{path}: {host}" for path, text in _texts().items() for host in _HOSTS if host in text] == []


def test_no_file_names_somebodys_home() -> None:
    found = [f"{path}: {match[0]}" for path, text in _texts().items() for match in _HOMES.finditer(text)]
    assert found == []


def test_no_file_names_a_place_of_this_machine() -> None:
    places = {str(place) for place in (ROOT, Path(sys.prefix), Path.home(), Path(sys.base_prefix))}
    telling = sorted(place for place in places if place.count("/") + place.count("\\") > 1)
    assert [f"{path}: {place}" for path, text in _texts().items() for place in telling if place in text] == []
