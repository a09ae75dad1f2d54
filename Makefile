# What one does with Sigap 112 in a checkout. `make demo` and `make test` each work alone on a fresh machine.
.DEFAULT_GOAL := help
SHELL := /bin/sh
# Where it is set, every process would compile all its code anew.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
.PHONY: help setup demo up test bench screen pictures faults lint format lock clean

help:  ## Show what there is
	@sed -n 's/^\([a-z]*\):.*##/  make \1 \t/p' $(MAKEFILE_LIST) | expand -t 20

setup:  ## Install what is missing, and only that
	@scripts/setup.sh

demo: setup  ## A running city with simulated vehicles; Ctrl-C stops it, the data are kept
	@exec $(BIN)/sigap demo

up: setup  ## The system alone, without simulated vehicles
	@exec $(BIN)/sigap up

test:  ## Format, lint, types, import rules, all tests
	@scripts/setup.sh tests
	@exec scripts/test.sh

bench: setup  ## Load and latency, one JSON object a line
	@exec $(BIN)/sigap bench all --json

screen: setup  ## The console's frame budget in a real browser, on a stack of its own
	@exec $(BIN)/sigap bench screen

pictures: setup  ## Take the pictures of every screen anew, from a running demo
	@exec $(BIN)/python -m tests.browser.pictures

faults: setup  ## The tests that kill processes and cut connections
	@exec $(BIN)/pytest -q -m faults

lint: setup  ## Format, lint, types and import rules without the tests
	@exec scripts/lint.sh

format: setup  ## Format the code and fix what a tool can fix
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock:  ## Lock the dependencies again, by hash and without addresses
	@exec scripts/lock.sh

clean:  ## Remove the environment and caches; the data folder stays
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
