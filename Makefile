# `make demo` and `make test` each need only Python 3.11, pip and make.

.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: help setup setup-dev demo test check format coverage mutants fuzz agreement explanations \
	kill stop load endurance contract tenancy disclosure library weeks august bench bench-quick \
	bench-setup lock clean

VENV := .venv
BIN := $(VENV)/bin
IS_3_11 := import sys; sys.exit(sys.version_info[:2] != (3, 11))
PYTHON ?= $(shell for name in python3.11 python3 python; do \
	$$name -c '$(IS_3_11)' 2>/dev/null && echo $$name && break; done)
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
LOCK := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet

help:
	@echo "make demo      set up, solve a pilot scenario and show the plan, then serve the pilots"
	@echo "make test      set up, then run every check and test"
	@echo "make check     format, lint, types, import walls, size limits"
	@echo "make format    let the formatter and the linter mend what they can"
	@echo "make coverage  which lines and branches the tests reach"
	@echo "make mutants   does a test notice each small fault put into the verifier and the measures"
	@echo "make fuzz      10 000 broken files through the importers"
	@echo "make agreement the model against the verifier and against all plans of 1 000 tiny scenarios"
	@echo "make explanations  200 unserved needs: each conflict proved again, each help applied"
	@echo "make kill      100 rounds of kill -9 on each database, jobs judged afterwards"
	@echo "make stop      how soon a solve that is stopped or deleted has ended"
	@echo "make load      50 clients for 5 minutes beside two solves, on each database"
	@echo "make endurance 1 000 solves through one service: what grows"
	@echo "make contract  the OpenAPI document, asked with and without rights, on each database"
	@echo "make tenancy   20 000 requests at random: does anything of others come back"
	@echo "make disclosure  can small counts be computed from all that a municipality may see"
	@echo "make library   solve the library scenarios again and record what is better"
	@echo "make weeks     solve the scenario of six real Finnish weeks, if its files are here"
	@echo "make august    twelve August changes to three pilots, planned from scratch and again"
	@echo "make bench     our solver and its peers on the same files, an hour and a quarter"
	@echo "make bench-quick  what a change has made slower or larger, in two minutes"
	@echo "make lock      pin the newest permitted versions"
	@echo "make clean     remove everything that was made here"

# The second Python is for systems whose venv module comes without pip.
$(VENV)/.made:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11 is needed and was not found (python3.11, python3, python)." >&2; \
		echo "Install it, or name it: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; fi
	@$(PYTHON) -c '$(IS_3_11)' || { echo "$(PYTHON) is not Python 3.11." >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null || { \
		$(PYTHON) -m venv --clear --without-pip $(VENV) && \
		$(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	@touch $@

$(VENV)/.runtime: requirements.txt pyproject.toml $(VENV)/.made
	@echo "Installing what the program needs (a minute or two the first time) ..."
	@$(PIP_INSTALL) --require-hashes -r requirements.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing what the checks and tests need ..."
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.runtime
setup-dev: $(VENV)/.dev

demo: setup
	@$(BIN)/etalukkari demo --serve

test: check
	$(BIN)/pytest -n 2

check: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir .cache/import-linter
	$(BIN)/pytest -q tests/architecture/test_sizes.py

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

coverage: setup-dev
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report --show-missing --skip-covered

mutants: setup-dev
	$(BIN)/mutmut run
	$(BIN)/mutmut results

fuzz: setup-dev
	$(BIN)/python -m tests.campaigns.broken_files --count 10000

agreement: setup-dev
	$(BIN)/python -m tests.campaigns.agreement oracle --first 100000 --count 1000
	$(BIN)/python -m tests.campaigns.agreement plans --first 100000 --count 300

explanations: setup-dev
	$(BIN)/python -m tests.campaigns.explanations --count 200

kill: setup-dev
	$(BIN)/python -m tests.campaigns.kill --rounds 100

stop: setup-dev
	$(BIN)/python -m tests.campaigns.stop --times 20 --database sqlite
	$(BIN)/python -m tests.campaigns.stop --times 20 --database postgresql

load: setup-dev
	$(BIN)/python -m tests.campaigns.load --database sqlite
	$(BIN)/python -m tests.campaigns.load --database postgresql

endurance: setup-dev
	$(BIN)/python -m tests.campaigns.endurance --solves 1000

contract: setup-dev
	$(BIN)/python -m tests.campaigns.contract --examples 100

tenancy: setup-dev
	$(BIN)/python -m tests.campaigns.tenancy --requests 20000 --database sqlite
	$(BIN)/python -m tests.campaigns.tenancy --requests 20000 --database postgresql

disclosure: setup-dev
	$(BIN)/python -m tests.campaigns.disclosure --count 1000

library: setup-dev
	$(BIN)/python -m bench.library --record

weeks: setup-dev
	$(BIN)/python -m bench.finnish_weeks ../shared/samples/xhstt

august: setup-dev
	$(BIN)/python -m bench.august --seconds 8 --record

$(VENV)/.bench: requirements-bench.txt $(VENV)/.dev
	@echo "Installing what the benchmarks run beside us ..."
	@$(PIP_INSTALL) --require-hashes -r requirements-bench.txt
	@touch $@

# The peers that are no Python packages: FET places lessons, Timefold needs a Java compiler.
bench-setup: $(VENV)/.bench
	@for program in javac fet-cl; do command -v $$program >/dev/null || { \
		echo "$$program is missing: apt-get install openjdk-17-jdk-headless fet" >&2; exit 1; }; done

PLACED := $(foreach season,august spring,n0030-$(season)-normal n0100-$(season)-normal)

bench: bench-setup
	$(BIN)/python -m bench.race --sizes 30 100 --seconds 60 --seeds 1 --resume
	$(BIN)/python -m bench.placement $(PLACED)
	$(BIN)/python -m bench.race --page

bench-quick: setup-dev
	$(BIN)/python -m bench.quick

lock: setup-dev
	$(LOCK) --upgrade --output-file requirements.txt
	$(LOCK) --constraint requirements.txt --extra dev --upgrade --output-file requirements-dev.txt
	$(LOCK) --constraint requirements-dev.txt --extra bench --upgrade \
		--output-file requirements-bench.txt

clean:
	rm -rf $(VENV) .cache .hypothesis .ruff_cache mutants build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
