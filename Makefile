# Each target sets up what it needs on a fresh clone, and skips it the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve site offline check test soak html bench clean

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with make PYTHON=python3.12")'
	@echo "Setting up a virtual environment in $(VENV)/ (once)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.site-ready: $(VENV)/.python pyproject.toml constraints.txt
	@echo "Installing what the site needs (once, about 20 seconds)"
	@$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev-ready: $(VENV)/.site-ready
	@echo "Installing what checks and tests need (once, about 40 seconds)"
	@$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

serve: $(VENV)/.site-ready  ## Show the site on http://127.0.0.1:8000 and follow your edits
	@$(BIN)/mkdocs serve

site: $(VENV)/.site-ready  ## Build the site into site/
	@$(BIN)/mkdocs build -q && echo "The site is in site/"

offline: $(VENV)/.site-ready  ## Build a folder and a zip archive that open from disk
	@$(BIN)/mkdocs build -q --no-directory-urls -d .builds/offline/site
	@$(BIN)/python -m playbook_site.publish.offline .builds/offline/site offline common-ground-offline.zip
	@echo "Open offline/index.html, or hand on common-ground-offline.zip"

check: $(VENV)/.dev-ready  ## Check the library, the code and the words
	@$(BIN)/playbooks check
	@$(BIN)/ruff check hooks tests benchmarks && $(BIN)/ruff format --check -q hooks tests benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports | tail -n 2
	@$(BIN)/typos
	@echo "Everything is in order."

test: check  ## Run all checks and tests, a browser included
	@$(BIN)/python tests/find_browser.py
	@$(BIN)/pytest -n 2 --dist loadfile

soak: $(VENV)/.dev-ready  ## The long versions of the tests
	@$(BIN)/python tests/find_browser.py
	@$(BIN)/pytest -m soak

html: $(VENV)/.dev-ready  ## Look at every page with the Nu HTML checker (needs Java and npm)
	@npm install --silent --no-save --prefix .cache/html-checker vnu-jar@26.9.27
	@$(BIN)/pytest tests/html_checker

bench: $(VENV)/.dev-ready  ## Measure builds, saves and checks against a plain Material site (about half an hour)
	@$(BIN)/python -m benchmarks.bench

clean:  ## Remove what was built and installed here
	@rm -rf $(VENV) .builds site offline common-ground-offline.zip .mypy_cache .ruff_cache .import_linter_cache .hypothesis
