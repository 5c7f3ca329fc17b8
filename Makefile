# `make` lists what there is. The first use of a command creates .venv and installs the pinned packages;
# they are installed again only when the pins or pyproject.toml change.

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --no-input --disable-pip-version-check -qq
NOTEBOOKS := $(wildcard notebooks/*.ipynb)

# Two workers and whole files: a browser, a kernel or a built report is started once for each file.
WORKERS ?= 2

# What has been installed, and from which pins (newer than the pins = nothing to do).
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed
SERVING := $(VENV)/.serving-installed

.DEFAULT_GOAL := help
.PHONY: help report test lab serve check lint format hooks lock clean

help: ## List these commands
	@echo "Usage: make COMMAND [ARGS=\"...\"]"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

report: $(RUNTIME) ## Run every notebook and build the offline pages in reports/ (ARGS: options of `workbook report`)
	@$(BIN)/workbook report $(ARGS)

test: $(DEVELOPMENT) ## Run the tests (ARGS: options of pytest, as in ARGS="-k dates")
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile $(ARGS)

lab: $(RUNTIME) ## Open the notebooks in JupyterLab; it asks nothing of the network (ARGS: options of `jupyter lab`)
	@JUPYTER_CONFIG_PATH="$(CURDIR)/.jupyter" $(BIN)/jupyter lab notebooks $(ARGS)

# On this machine alone, behind a token of its own; the code of the notebook is not sent along.
serve: $(SERVING) ## Serve notebooks/explore.ipynb as an app on localhost (ARGS: options of `voila`)
	@JUPYTER_CONFIG_PATH="$(CURDIR)/.jupyter" JUPYTER_PATH="$(CURDIR)/.jupyter" $(BIN)/voila notebooks/explore.ipynb $(ARGS)

check: $(RUNTIME) ## Check the dataset: quotes, tables, codes and dates (ARGS: options of `workbook check`)
	@$(BIN)/workbook check $(ARGS)

lint: $(DEVELOPMENT) ## Check the style and the types of the code, and that the notebooks hold no outputs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python tools/clean_notebooks.py --check $(NOTEBOOKS)

format: $(DEVELOPMENT) ## Format the code, mend what can be mended, and strip the notebooks of outputs
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .
	@$(BIN)/python tools/clean_notebooks.py $(NOTEBOOKS)

hooks: $(DEVELOPMENT) ## Have git run the quick checks before each commit
	@$(BIN)/pre-commit install

# The other files take the first as their limits, so that a package has one pin in all.
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock" --extra build
lock: $(DEVELOPMENT) ## Pin the newest packages that pyproject.toml allows
	@$(COMPILE) --output-file requirements.txt
	@$(COMPILE) --output-file requirements-serve.txt --extra serve --constraint requirements.txt
	@$(COMPILE) --output-file requirements-dev.txt --extra dev --extra serve --constraint requirements-serve.txt
	@git --no-pager diff --stat -- requirements.txt requirements-serve.txt requirements-dev.txt

clean: ## Remove what was built: reports and caches, not .venv
	@rm -rf reports build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find workbook tests tools notebooks benchmarks \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune \
		-exec rm -rf {} + 2>/dev/null || true

# Python 3.11 or newer, with venv and pip; the first that qualifies.
$(BIN)/python:
	@for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Creating $(VENV) with $$("$$python" --version)"; exec "$$python" -m venv "$(VENV)"; \
		fi; \
	done; \
	echo "Workbook needs Python 3.11 or newer with venv (Debian: python3-venv); PYTHON=... names one." >&2; exit 1

$(RUNTIME): requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing the pinned packages into $(VENV) (about a minute, this once)"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(SERVING): requirements-serve.txt $(RUNTIME)
	@echo "Installing the pinned packages that serve a notebook as an app"
	@$(PIP) install --require-hashes -r requirements-serve.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@echo "Installing the pinned tools for tests and checks into $(VENV) (about half a minute, this once)"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
