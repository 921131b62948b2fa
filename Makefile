# Everything a person types. Needs Python 3.11 or newer, make and a package index.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
TIMTIN_DATA ?= var
export HOST PORT TIMTIN_DATA

BIN := .venv/bin
RUN_STAMP := .venv/.run-stamp
DEV_STAMP := .venv/.dev-stamp
BENCH_STAMP := .venv/.bench-stamp

.PHONY: help setup run test lint lock quality bench soak clean

help:
	@echo 'make run      set up, add seeds/, serve http://$(HOST):$(PORT)'
	@echo 'make test     set up and run every test that guards the product'
	@echo 'make setup    only make .venv with the timtin command in it'
	@echo 'make lint     style, types and import rules'
	@echo 'make quality  scores of understanding and search against gold and judged data'
	@echo 'make bench    speed and size beside other engines; takes a night, and can be gone on with'
	@echo 'make soak     promises under crashes, load and malice, on DATA=... (a copy of an archive)'
	@echo 'make lock     resolve the dependencies again, with hashes'

setup: $(RUN_STAMP)

# Hashes: only the locked files can be installed. No resolving either: the lists are
# complete, and pip 23 takes an extra in them (coverage[toml]) for an unpinned package
# as soon as a newer release is out.
$(RUN_STAMP): requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo 'Installing Tìm Tin and what it needs into .venv ...'
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/run.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements/dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

$(BENCH_STAMP): $(DEV_STAMP) requirements/bench.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/bench.txt
	@touch $@

run: setup
	@$(BIN)/timtin add seeds || test $$? -eq 1  # 1: some file was rejected and named
	@$(BIN)/timtin run --host $(HOST) --port $(PORT)

test: $(DEV_STAMP)
	@$(BIN)/pytest

lint: $(DEV_STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

quality: $(DEV_STAMP)
	@$(BIN)/python -m quality.understanding
	@$(BIN)/python -m quality.bodies
	@$(BIN)/python -m quality.stories
	@$(BIN)/python -m quality.relevance

bench: $(BENCH_STAMP)
	@$(BIN)/python -m benchmarks

# Each part reads or copies DATA; a big archive says more.
DATA ?= $(TIMTIN_DATA)
soak: $(DEV_STAMP)
	@$(BIN)/python -m soak.crash --kills 1000
	@$(BIN)/python -m soak.faults
	@$(BIN)/python -m soak.readers --rebuilds 10
	@$(BIN)/python -m soak.oracle
	@$(BIN)/python -m soak.queries --data $(DATA)
	@$(BIN)/python -m soak.users --data $(DATA)

lock:
	@test -x $(BIN)/pip-compile || { $(PYTHON) -m venv .venv && $(BIN)/pip install --quiet pip-tools; }
	@$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --output-file requirements/run.txt \
	  --extra build pyproject.toml
	@$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --constraint requirements/run.txt \
	  --output-file requirements/dev.txt --extra dev pyproject.toml
	@$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --constraint requirements/run.txt \
	  --constraint requirements/dev.txt --output-file requirements/bench.txt --extra bench pyproject.toml

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
