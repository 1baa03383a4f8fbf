# The same few commands for people and for CI. Needs Python 3.11 or later, Node 20 and make; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.SUFFIXES:

# A name on PATH is not enough (version managers leave stubs), so each candidate is run.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin
WORKERS ?= 2
ARGS ?=
BENCH ?=
UPGRADE ?= --upgrade

.PHONY: help setup demo play test lint format openapi manifest bench lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## make .venv from the hashed locks, build the mini-app (what is current is skipped)
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or later was not found; install it or give PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" .ci/bootstrap.py
	@"$(PYTHON)" .ci/miniapp.py

demo: setup ## the whole product on this machine, with a Telegram in the browser, until Ctrl-C; options by ARGS="..."
	@$(BIN)/fairlot demo $(ARGS)

play: setup ## play one lottery without a chat, from nothing to a verified proof; options by ARGS="..."
	@$(BIN)/fairlot play $(ARGS)

test: setup ## all tests in parallel; options by ARGS="tests/kernel -k money"
	@"$(PYTHON)" .ci/browser.py
	@$(BIN)/pytest -n $(WORKERS) $(ARGS)

lint: setup ## style, formatting, types and import layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python .ci/manifest.py --check
	npm --prefix webapp_api/miniapp run --silent lint
	npm --prefix webapp_api/miniapp run --silent typecheck

format: setup ## rewrite the code in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	npm --prefix webapp_api/miniapp run --silent format

openapi: setup ## rewrite the API's description, from which the mini-app's client is made
	@document="$$($(BIN)/python -m webapp_api.describe)" && printf '%s\n' "$$document" > webapp_api/miniapp/openapi.json

manifest: setup ## rewrite the release manifest of the draw software; no raffle is closed by other sources
	@$(BIN)/python .ci/manifest.py

bench: setup ## measure against baselines; choose by BENCH="name ..."
	@$(BIN)/python -m benchmarks $(BENCH)

lock: COMPILE = $(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate -q
lock: setup ## renew the lock files within the ranges of pyproject.toml; those of production follow those of tests
	$(COMPILE) $(UPGRADE) --group bootstrap -o requirements-bootstrap.lock
	$(COMPILE) $(UPGRADE) pyproject.toml --group dev -o requirements.lock
	$(COMPILE) pyproject.toml --constraints requirements.lock -o requirements-runtime.lock

clean: ## remove everything that can be made again (not the data of .demo)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist *.egg-info .ci/.bootstrap.flock .ci/.miniapp.flock webapp_api/miniapp/node_modules webapp_api/miniapp/dist
	@find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
