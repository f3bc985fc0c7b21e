# Everything runs in .venv, which is made when it is missing and remade when its inputs change.
PYTHON ?= python3
BIN := .venv/bin
SEED := seeds/000_4563acc429c8a94e.txt
STAMP := .venv/.installed

.PHONY: convert test lint bench interop clean

convert: $(STAMP)  ## the main job: the seed page becomes linked data in output/
	$(BIN)/icmlpo-rdf convert $(SEED) -o output/

test: $(STAMP)  ## all tests
	$(BIN)/python -m pytest

lint: $(STAMP)  ## style, types, and the one way of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)  ## timings, as ratios within one run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[bench]"
	test -x .venv-peers/bin/python || { $(PYTHON) -m venv .venv-peers && .venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --requirement benchmarks/morph.txt; }
	$(BIN)/python benchmarks/stages.py
	$(BIN)/python -m benchmarks.compare
	$(BIN)/python -m benchmarks.scaling
	$(BIN)/python -m benchmarks.queries

interop: $(STAMP)  ## other people's stores and parsers; installs what it can, skips what is absent with its reason
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[interop]"
	$(BIN)/python -m interop

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv .venv-peers .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
