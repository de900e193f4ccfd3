"""`python -m ringfence`: the same door as the console script."""

from __future__ import annotations


def main() -> int:
    """Run the command line on `sys.argv` and return the exit code."""
    from ringfence.cli.main import run

    return run(serve=_serve)


def _serve(address: tuple[str, int] | None) -> None:
    # The command line may not know the server, and only this command pays for pygls.
    from ringfence.lsp.serving import serve_stdio, serve_tcp

    if address is None:
        serve_stdio()
    else:
        serve_tcp(*address)


if __name__ == "__main__":
    raise SystemExit(main())
