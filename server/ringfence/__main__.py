"""`python -m ringfence`: the same door as the console script."""

from __future__ import annotations


def main() -> int:
    """Run the command line on `sys.argv` and return the exit code."""
    from ringfence.cli.main import run

    return run()


if __name__ == "__main__":
    raise SystemExit(main())
