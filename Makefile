# Everything is set up by the target that needs it: a fresh clone, Python 3.11 or newer and a package index are enough.
# `make demo` shows the main job; `make test` is what continuous integration runs.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench docs pins clean

help: ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

# One stamp for each set of packages; compiled pins or project data newer than the stamp bring a new installation.
$(VENV)/base.stamp: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=…")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes -r requirements/base.txt
	$(PIP) install --quiet --no-deps --no-index --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/base.stamp requirements/dev.txt
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/base.stamp ## open a ledger for Tengzhou, submit a file, verify a receipt, serve (DEMO_SERVE=0 ends after the flow)
	@$(BIN)/chengjian demo

# pytest comes last: its summary is the end of the output.
test: check ## all checks and all tests, with the coverage gate
	@$(BIN)/python -m pytest --cov=domain --cov=verify --cov-branch --cov-report=term --cov-fail-under=100

check: $(VENV)/dev.stamp ## style, types and architecture
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/dev.stamp ## put the source into shape
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: $(VENV)/dev.stamp ## measure what docs/performance.md states
	@$(BIN)/python -m bench

docs: $(VENV)/dev.stamp ## write the generated pages anew
	@$(BIN)/python -m tests.architecture.map_page
	@$(BIN)/python -m tests.architecture.rules_page
	@$(BIN)/python -m api.docs

pins: ## compile requirements/*.in anew (needs uv)
	cd requirements && uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --custom-compile-command "make pins" base.in -o base.txt
	cd requirements && uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --custom-compile-command "make pins" -c base.txt dev.in -o dev.txt

clean: ## remove everything that the other targets made
	rm -rf $(VENV) var build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
