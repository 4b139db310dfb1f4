# Everything a contributor or a user types. `make help` lists it.
PYTHON ?= python3.11
VENV := .venv
PEERS := .venv-peers
FUZZ ?= .venv-fuzz
BIN := $(VENV)/bin
SITE ?=
CONTACT ?=
EVAL ?=
PARTS ?=
WRITE ?=
TARGETS ?=
SECONDS ?=
TO_DOCS := $(if $(WRITE),--write docs/benchmarks.md)

.DEFAULT_GOAL := help
.PHONY: help install dev crawl test chaos check fmt lint types bench bench-peers fuzz audit calibrate titles docs pictures lock clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# A stamp file per lock: nothing is installed twice, a changed lock is installed anew. The project itself is
# installed without build isolation, so that nothing outside the locks is ever downloaded. Locks are complete, so pip need
# not look for dependencies: of "sqlalchemy[asyncio]" old ones take the newest version, whatever the lock says.
$(VENV)/.installed: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) not found: install Python 3.11 or say make PYTHON=python3.12" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev-installed: $(VENV)/.installed requirements-dev.lock
	@echo "Installing the development tools (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

$(VENV)/.docs-installed: $(VENV)/.installed requirements-docs.lock
	@echo "Installing what builds the documentation (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-docs.lock
	@touch $@

install: $(VENV)/.installed ## set up .venv with the locked versions

dev: $(VENV)/.dev-installed ## the same, with the development tools

crawl: install ## crawl the bundled demo site, or SITE=https://… CONTACT=mailto:…, into ./data
	@$(BIN)/reviewlines crawl $(if $(SITE),"$(SITE)",--demo) $(if $(CONTACT),--contact "$(CONTACT)")

test: dev ## run all tests
	@$(BIN)/python -m pytest -n 3 --dist worksteal

chaos: dev ## kill crawls at every step and at random, KILLS times for each database [100], and loads; takes half an hour
	@CHAOS=$(or $(KILLS),100) $(BIN)/python -m pytest tests/chaos --timeout 7200

check: lint types ## what must pass before a commit

fmt: dev ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: dev ## style and mistakes
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: dev ## mypy, strict
	@$(BIN)/mypy

$(PEERS)/.installed: $(VENV)/.installed requirements-peers.lock
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@echo "Installing what benchmarks compare with into $(PEERS) (once) ..."
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-peers.lock
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

bench-peers: $(PEERS)/.installed ## install the tools that benchmarks compare with, in an environment of their own

bench: dev ## measure everything, beside the peers where `make bench-peers` was made; EVAL="folder …" PARTS="accuracy …" WRITE=1 (docs)
	@$(BIN)/python -m tests.benchmarks $(PARTS) $(foreach folder,$(EVAL),--eval "$(folder)") $(TO_DOCS)

fuzz: dev ## fuzz each target for SECONDS [60] and print the table; TARGETS="warc cdx" WRITE=1; needs atheris in FUZZ (tests/fuzz/__main__.py)
	@$(BIN)/python -m tests.benchmarks fuzz $(TO_DOCS) -- $(TARGETS) --seconds $(or $(SECONDS),60) --python $(FUZZ)/bin/python

audit: bench-peers ## look for weaknesses: bandit, and known faults of the locked dependencies (asks a database on the net)
	@$(PEERS)/bin/bandit --quiet --recursive --severity-level high schemas extractors flows
	@$(PEERS)/bin/pip-audit --disable-pip --require-hashes --requirement requirements.lock

calibrate: dev ## fit extractors/confidence.toml to labelled pages: EVAL="folder …" with *.manifest.jsonl, *.labels.jsonl
	@$(BIN)/python -m tests.benchmarks.calibrate $(EVAL)

titles: dev ## fit extractors/title_signs.toml to labelled pages: EVAL="folder …", as calibrate
	@$(BIN)/python -m tests.benchmarks.titles $(EVAL)

docs: $(VENV)/.docs-installed ## build the documentation site into docs/_build/html
	@$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

pictures: dev ## draw docs/explain.svg and docs/report.png anew (needs Chromium)
	@$(BIN)/python -m tests.pictures

lock: ## renew the lock files (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" pyproject.toml requirements-build.in -o requirements.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --constraint requirements.lock --group dev -o requirements-dev.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --constraint requirements.lock --group docs -o requirements-docs.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --constraint requirements.lock --group peers -o requirements-peers.lock

clean: ## remove what make made, never ./data
	@rm -rf $(VENV) $(PEERS) .mypy_cache .pytest_cache .ruff_cache .hypothesis dist docs/_build docs/reference
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
