"""Our import graph, held against another tool's."""
