# Everything here makes its own virtual environment first; `make setup` alone wants root.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
# `make test ALL=1` fails where a group of tests is left out.
ALL ?=

.PHONY: demo test check setup format clean

demo: $(VENV)/.installed
	@$(BIN)/newsletter render seeds feeds/morning.atom.xml --at 2026-11-23T07:00 -o demo
	@echo "The edition is in demo/: open demo/edition.html, or read demo/edition.md."

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 2 $(if $(ALL),--all-groups)

check: $(VENV)/.dev
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@echo "check: format, lint, types and layers hold"

setup:
	@sh scripts/setup.sh

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

clean:
	rm -rf $(VENV) demo dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("newsletter needs Python 3.11 or newer; this is " + sys.version.split()[0] + ": make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	@echo "Installing into $(VENV) ..."
	@$(PIP) install --upgrade 'pip>=25.1' # the first that knows --group
	@$(PIP) install --editable .
	@$(BIN)/python -m compileall -q newsletter # the first start is as quick as the second
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	@echo "Installing the development tools into $(VENV) ..."
	@$(PIP) install --group dev
	@touch $@
