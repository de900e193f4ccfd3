"""Print the imports between the modules of a package as JSON; run in the venv of the other tools.

Called as `python edges.py PACKAGE`, from the folder that holds the package. The package is read as
text by grimp, never imported. A module is a child of `PACKAGE.components`, else a child of `PACKAGE`.
"""

from __future__ import annotations

import json
import sys

import grimp


def module_of(name: str) -> str:
    """The architectural module that the Python module `name` belongs to."""
    parts = name.split(".")
    return ".".join(parts[: 3 if parts[1:2] == ["components"] else 2])


def main(package: str) -> None:
    """Print `{"modules": [name], "edges": [[importer, imported]]}`, sorted."""
    sys.path.insert(0, ".")
    graph = grimp.build_graph(package, cache_dir=None)
    edges = {
        (module_of(name), module_of(imported))
        for name in graph.modules
        for imported in graph.find_modules_directly_imported_by(name)
    }
    modules = {module_of(name) for name in graph.modules}
    crossing = sorted(edge for edge in edges if edge[0] != edge[1])
    json.dump({"modules": sorted(modules), "edges": crossing}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
