# Tasks in a checkout of Sigap 112. `make demo` and `make test` each work on a fresh machine.
.DEFAULT_GOAL := help
SHELL := /bin/sh
# If it is set, every process compiles all its code again.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
.PHONY: help setup demo up test bench screen pictures faults lint format lock clean

help:  ## Show the targets
	@sed -n 's/^\([a-z]*\):.*##/  make \1 \t/p' $(MAKEFILE_LIST) | expand -t 20

setup:  ## Install only what is missing
	@scripts/setup.sh

demo: setup  ## Run a city with simulated vehicles; Ctrl-C stops it, its data are kept
	@exec $(BIN)/sigap demo

up: setup  ## Run the system alone, without simulated vehicles
	@exec $(BIN)/sigap up

test:  ## Check format, lint, types and import rules, and run all tests
	@scripts/setup.sh tests
	@exec scripts/test.sh

bench: setup  ## Measure load and latency, one JSON object per line
	@exec $(BIN)/sigap bench all --json

screen: setup  ## Measure the console's frame budget in a real browser, on a stack of its own
	@exec $(BIN)/sigap bench screen

pictures: setup  ## Take new pictures of every screen, from a running demo
	@exec $(BIN)/python -m tests.browser.pictures

faults: setup  ## Run the drills: processes killed, connections cut, random keys; some are too long for `make test`
	@exec $(BIN)/pytest -q -m "faults or long"

lint: setup  ## Check format, lint, types and import rules, without the tests
	@exec scripts/lint.sh

format: setup  ## Format the code and fix what a tool can fix
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock:  ## Lock the dependencies again, by hash and without host addresses
	@exec scripts/lock.sh

clean:  ## Remove the environment and caches; the data folder stays
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
