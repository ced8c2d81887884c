# Everything one does with this project, by name. `make help` lists it.

PYTHON ?= python3
PORT ?= 8000

VENV := .venv
PY := $(VENV)/bin/python
FLASK := $(VENV)/bin/flask --app app
# the files of requirements/ are complete: looking further would find versions that they do not pin
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
ASSETS := app/static/vendor/nhsuk/nhsuk-frontend.min.css
COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test lint types check bench migrate revision lock

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/stamp-run $(ASSETS) ## Install what is needed, prepare page assets, database and content
	@$(FLASK) db upgrade
	@$(FLASK) content load

# letters, such as invitations, hold addresses of the site: of this one unless another is set
run: export PUBLIC_URL := $(or $(PUBLIC_URL),http://127.0.0.1:$(PORT))
run: setup ## Serve the site with its demonstration people at http://127.0.0.1:8000 (PORT=… for another)
	@$(FLASK) demo make
	@exec $(FLASK) serve --port $(PORT)

test: $(VENV)/stamp-dev $(ASSETS) ## Run every test (ARGS=… for pytest)
	@$(VENV)/bin/pytest -n auto $(ARGS)

check: lint types test ## Everything that must hold before a change goes in

lint: $(VENV)/stamp-dev ## Look for mistakes and for untidy code
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check

types: $(VENV)/stamp-dev ## Check the types
	@$(VENV)/bin/mypy

bench: $(VENV)/stamp-dev $(ASSETS) ## Measure the site under load (ARGS=--quick for a short look)
	@$(PY) -m tests.bench $(ARGS)

migrate: $(VENV)/stamp-run ## Bring the database to the newest schema
	@$(FLASK) db upgrade

revision: $(VENV)/stamp-run ## Write a migration for what the models say and the database lacks (NAME=…)
	@test -n "$(NAME)" || { echo "Say what it does: make revision NAME=add_topic" >&2; exit 1; }
	@$(FLASK) db revision "$(NAME)"

lock: $(VENV)/stamp-dev ## Choose the newest versions that pyproject.toml allows
	@$(COMPILE) --upgrade pyproject.toml --output-file requirements/run.txt
	@$(COMPILE) --upgrade --extra dev --constraints requirements/run.txt pyproject.toml --output-file requirements/dev.txt
	@$(COMPILE) --upgrade --no-annotate --group node --output-file requirements/node.txt

# A Python of 3.11 or newer that can make environments; the one of an environment that is already there counts too.
$(PY):
	@for one in $(PYTHON) python3.14 python3.13 python3.12 python3.11; do \
	  if "$$one" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$("$$one" --version)"; exec "$$one" -m venv $(VENV); \
	  fi; \
	done; \
	echo "Python 3.11 or newer is needed, with its venv module (Debian and Ubuntu: apt install python3-venv)." >&2; \
	echo "Found: $$($(PYTHON) --version 2>&1). Name another one: make setup PYTHON=/path/to/python3.12" >&2; \
	exit 1

$(VENV)/stamp-run: requirements/run.txt | $(PY)
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(VENV) holds an older Python than 3.11. Remove it (rm -r $(VENV)) and try again." >&2; exit 1; }
	@echo "Installing what the site needs"
	@$(PIP) -r requirements/run.txt
	@touch $@

$(VENV)/stamp-dev: requirements/dev.txt $(VENV)/stamp-run
	@echo "Installing what tests and checks need"
	@$(PIP) -r requirements/dev.txt
	@touch $@

# npm, or the npm of the Node that the package index has, where there is none.
$(ASSETS): package.json package-lock.json app/page_assets.py | $(VENV)/stamp-run
	@echo "Preparing page assets"
	@if ! command -v npm >/dev/null; then $(PIP) -r requirements/node.txt; fi
	@PATH="$$PATH:$(CURDIR)/$(VENV)/bin" npm ci --silent
	@$(PY) -m app.page_assets
	@touch $@
