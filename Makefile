# The one door: `make demo`, `make test`, `make check`, `make bench`, `make docs`, `make vsix`.
# Needs Python 3.11 or newer with pip; everything else is set up in .venv.

PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check bench docs format vsix pictures clean

demo: $(READY)  ## Check the example project, and preview its fixes.
	@cd examples/agency && ../../$(BIN)/ringfence check; test $$? -eq 1
	@echo; echo "What 'ringfence fix' would change (first lines of 'ringfence fix --diff'):"; echo
	@cd examples/agency && ../../$(BIN)/ringfence fix --diff | head -n 40

test: $(READY)  ## Run every test.
	@$(BIN)/python -m pytest

check: $(READY)  ## Format, lint, types, own boundaries.
	@$(BIN)/ruff format --check server tests
	@$(BIN)/ruff check server tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/ringfence check

bench: $(READY)  ## Measure, beside ruff, tach and import-linter.
	@$(BIN)/python -m tests.bench

docs: $(READY)  ## Write what is generated: the rules' pages, the JSON Schema.
	@$(BIN)/python -m tests.self.generate_rule_pages
	@$(BIN)/python -m ringfence.adapters.config_schema

format: $(READY)  ## Format and sort imports.
	@$(BIN)/ruff check --fix --quiet server tests; $(BIN)/ruff format server tests

vsix: $(READY)  ## Pack the VS Code extension into dist/.
	@$(BIN)/python -m tests.editors.vscode_build

pictures: $(READY)  ## Take the pictures of the VS Code extension's documents anew.
	@RINGFENCE_PICTURES=1 $(BIN)/python -m pytest -q tests/editors/test_vscode_window.py

clean:  ## Remove everything that is set up here.
	rm -rf $(VENV) .cache

$(READY): pyproject.toml server/requirements.txt
	@test -n "$(PYTHON)" || { echo "Ringfence needs Python 3.11 or newer; none was found. Install it and try again."; exit 1; }
	@echo "Setting up $(VENV) (once)..."
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { $(PYTHON) -m pip install --quiet --target .cache/virtualenv virtualenv \
		&& PYTHONPATH=.cache/virtualenv $(PYTHON) -m virtualenv --quiet $(VENV); }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r server/requirements.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --editable .
	@touch $(READY)
