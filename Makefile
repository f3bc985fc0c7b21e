# Everything runs in .venv, which is made when it is missing and remade when its inputs change.
PYTHON ?= python3
BIN := .venv/bin
SEED := seeds/000_4563acc429c8a94e.txt
PROGRAM := .venv/.program
STAMP := .venv/.development
# The SPARQL editor of the site's query page (MIT), never committed: `serve` has a plain one of its own.
YASGUI := zazuko-yasgui-4.6.2
YASGUI_SHA512 := 670e3929d3e8004d4a45a028c481dd42a789c6f6951b5a10767b70d21cb492d5f7e59bbc65c72e38bad708bc11f8653ed313332f0f0c8f0e81912655daf52e43
STATIC := icmlpo_rdf/serve/static

CATALOGUE := icmlpo_rdf/serve/locales/zh/LC_MESSAGES/site

.PHONY: convert test test-thorough docs lint bench interop editor messages wheel clean

convert: $(PROGRAM)  ## the main job: the seed page becomes linked data in output/
	$(BIN)/icmlpo-rdf convert $(SEED) -o output/
	@echo "The program is $(CURDIR)/$(BIN)/icmlpo-rdf; call it so, or after: . $(BIN)/activate"

test: $(STAMP)  ## all tests, as many at a time as there are processors
	$(BIN)/python -m pytest -n auto --dist worksteal

test-thorough: $(STAMP)  ## all tests, with twenty times as many made-up inputs: for a night
	$(BIN)/python -m pytest -n auto --dist worksteal --hypothesis-profile thorough --timeout 3600

lint: $(STAMP)  ## style, types, and the one way of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(STAMP)  ## build/docs/: README and docs/ as a site, with pages of the ontology; a link that leads nowhere ends it
	$(BIN)/sphinx-build --quiet --fail-on-warning --conf-dir docs . build/docs

bench: $(STAMP)  ## timings, as ratios within one run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[bench]"
	test -x .venv-peers/bin/python || { $(PYTHON) -m venv .venv-peers && .venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --requirement benchmarks/morph.txt; }
	$(BIN)/python benchmarks/stages.py
	$(BIN)/python -m benchmarks.compare
	$(BIN)/python -m benchmarks.scaling
	$(BIN)/python -m benchmarks.queries
	$(BIN)/python -m benchmarks.serving

interop: $(STAMP)  ## other people's stores and parsers; installs what it can, skips what is absent with its reason
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[interop]"
	$(BIN)/python -m interop; stores=$$?; $(BIN)/python -m interop.wiki && exit $$stores

editor:  ## the editor of the query page, from npm, into a folder that git does not see and a wheel takes along
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	npm pack --silent --pack-destination "$$folder" @zazuko/yasgui@4.6.2 >/dev/null && \
	echo "$(YASGUI_SHA512)  $$folder/$(YASGUI).tgz" | sha512sum --check --quiet && \
	tar -xzf "$$folder/$(YASGUI).tgz" -C $(STATIC) --strip-components=2 package/build/yasgui.min.js package/build/yasgui.min.css

messages: $(STAMP)  ## the site's texts into its catalogues; then translate what is new in site.po and call it again
	cd icmlpo_rdf && ../$(BIN)/pybabel -q extract -F ../babel.cfg -k marked -k say --no-location --sort-output -o ../.messages.pot serve reports/legend.py
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120 -i .messages.pot -l zh -o $(CATALOGUE).po
	$(BIN)/pybabel -q compile -l zh -i $(CATALOGUE).po -o $(CATALOGUE).mo
	rm -f .messages.pot

wheel: $(STAMP)  ## dist/*.whl, with the editor where npm is there to fetch it
	@if command -v npm >/dev/null; then $(MAKE) editor; else echo "no npm: the wheel has the plain editor only"; fi
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w dist .

$(PROGRAM): pyproject.toml constraints.txt  # the program alone: what the main job needs
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	$(BIN)/python -m compileall -q icmlpo_rdf    # or each start compiles it, where Python may not write
	touch $@

$(STAMP): $(PROGRAM)  # and what tests and style need
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv .venv-peers .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
