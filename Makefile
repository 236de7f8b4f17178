# carto: make demo, make test. Works with GNU make 3.81 and later, on Debian and macOS.
# On Windows, see the plain commands in README.md.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
ATLAS := build/valmont.atlas.html

# The newest Python that is new enough and can make a virtual environment; looked for only when one must be made.
PYTHON ?= $(shell for candidate in python3.14 python3.13 python3.12 python3.11 python3; do \
	if $$candidate -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$candidate; break; fi; done)

.PHONY: help demo test check format web lowest clean

help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## Install carto and build the atlas of the sample hospital
	@mkdir -p build
	@$(BIN)/carto build samples/valmont -o $(ATLAS)
	@echo
	@echo "$(CURDIR)/$(ATLAS)"
	@if [ "$$(uname)" = Darwin ]; then open $(ATLAS); \
	elif [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && command -v xdg-open >/dev/null 2>&1; then \
		xdg-open $(ATLAS) >/dev/null 2>&1 & \
	fi

test: $(VENV)/.developed ## Run every test, in Chromium and Firefox too
	@scripts/need_browser.sh
	$(BIN)/pytest -n auto --cov=carto --cov-report= --cov-fail-under=0 $(ARGS)

check: $(VENV)/.developed ## Run the gates: style, types, layers, coverage (after make test)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if ls .coverage >/dev/null 2>&1; then $(BIN)/coverage report --skip-covered; \
	else echo "no coverage data: run make test first"; exit 1; fi

format: $(VENV)/.developed ## Put the Python source in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

web: ## Build the page's script and compare it with the one in the repository
	cd carto/atlas/web && npm ci --no-audit --no-fund && npm run check && npm run build
	git diff --exit-code --stat -- carto/atlas/assets

lowest: ## Run a quick part of the tests with the oldest dependencies allowed
	@test -n "$(PYTHON)" || { scripts/need_python.sh; exit 1; }
	test -d .venv-lowest || $(PYTHON) -m venv .venv-lowest
	.venv-lowest/bin/python -m pip install --quiet --constraint constraints/lowest.txt --editable '.[test]'
	.venv-lowest/bin/python -m pytest -n auto -m "not browser and not slow" tests/unit tests/golden

clean: ## Remove what was built, the virtual environments included
	rm -rf build dist $(VENV) .venv-lowest .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf carto/atlas/web/node_modules

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { scripts/need_python.sh; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing carto, once..."
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.developed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing carto and its test tools, once..."
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.installed
