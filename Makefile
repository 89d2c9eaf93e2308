# Every command a person needs; `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ENGAGEMENT := $(BIN)/engagement
JOBS := --Scheduler.execution_manager_class=engagement.scheduling.lab.CheckedExecutionManager
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help setup data reports check-site test lint lab build-ietf dictionary finding coverage validate same kills bench clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/ready ## build .venv with the exact versions of lib/constraints.txt

data: $(VENV)/ready ## rebuild the tidy tables in data/tidy
	$(ENGAGEMENT) build

reports: $(VENV)/ready ## run the reports of reports/plan.yml that are not fresh and publish reports/site
	$(ENGAGEMENT) run

test: $(VENV)/ready-for-tests ## run all tests
	cd lib && ../$(BIN)/python -m pytest

check-site: $(VENV)/ready-for-tests ## open every page of reports/site in Chromium: accessibility, requests, weight, speed [CHECK=--untimed]
	cd lib && ../$(BIN)/python -m tests.browser.site $(CHECK)

lint: $(VENV)/ready-for-tests ## check the style of the code
	$(BIN)/ruff check lib && $(BIN)/ruff format --check lib

lab: $(VENV)/ready ## open JupyterLab on this machine only, protected by a token
	-$(ENGAGEMENT) build
	$(BIN)/jupyter lab --ServerApp.ip=127.0.0.1 --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks $(JOBS) $(LAB)

build-ietf: $(VENV)/ready ## rebuild data/ietf from RFC texts: make build-ietf DIR=folder
	@test -n "$(DIR)" || { echo "say where the RFC texts are: make build-ietf DIR=folder"; exit 2; }
	$(ENGAGEMENT) build-ietf "$(DIR)"

dictionary: $(VENV)/ready ## write data/README.md from the schemas
	$(ENGAGEMENT) dictionary > data/README.md.new && mv data/README.md.new data/README.md

finding: $(VENV)/ready ## put the answer and picture of a published report into README.md
	$(ENGAGEMENT) finding value 1

coverage: $(VENV)/ready ## simulate how often intervals hold the truth, into data/coverage.csv (some 40 minutes of processor time)
	$(BIN)/python -m engagement.validation

validate: $(VENV)/ready-for-tests ## compute published numbers again, into data/validation.csv; those of papers need ENGAGEMENT_DATA
	$(BIN)/python -m engagement.validation.published

same: $(VENV)/ready-for-tests ## compare each report of the last run with papermill's and another run's (as long as three runs)
	cd lib && ../$(BIN)/python -m pytest -n 1 --tb=short tests/publishing/whole_plan.py

kills: $(VENV)/ready-for-tests ## stop runs at 50 moments and look at what they leave: make kills [SEED=1]
	cd lib && KILLS=50 SEED="$(or $(SEED),1)" ../$(BIN)/python -m pytest -n 0 -s tests/publishing/test_killing.py

bench: $(VENV)/ready-for-tests ## measure speed beside what a user would pick instead: make bench [ROWS=10000000] [DIR=RFC texts]
	DIR="$(DIR)" ROWS="$(ROWS)" $(BIN)/python lib/benchmarks
	$(BIN)/python lib/benchmarks/organizations.py

clean: ## remove what was built: .venv, tidy tables, site
	rm -rf $(VENV) data/tidy reports/site reports/.site-*

$(VENV)/ready: lib/pyproject.toml lib/constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -c lib/constraints.txt -e lib
	touch $@

$(VENV)/ready-for-tests: $(VENV)/ready
	$(BIN)/pip install -q -c lib/constraints.txt -e "lib[test]"
	touch $@
