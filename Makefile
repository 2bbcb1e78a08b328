# voicemon: `make demo` shows it, `make test` proves it. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
DATA ?= ../shared/data
STAMP := .venv/.installed

.PHONY: help setup demo test eval bench bench-live bench-board lint dashboard types wheel clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) dashboard/dist/index.html ## everything a fresh machine needs; may be run again

$(STAMP): pyproject.toml constraints.txt deploy/setup.sh
	@PYTHON=$(PYTHON) bash deploy/setup.sh
	@touch $@

dashboard/dist/index.html: $(shell find dashboard/src dashboard/index.html dashboard/package-lock.json -type f 2>/dev/null)
	@bash deploy/page.sh

dashboard: ## build the page
	@bash deploy/page.sh

demo: setup ## analyse the sample calls and open the page on them
	@$(BIN)/voicemon demo

test: setup ## every test of the product
	@$(BIN)/python -m pytest -m "not e2e and not bench"

eval: setup ## the models' figures beside their baselines (DATA=/path/to/data)
	@$(BIN)/python -m models.eval --data $(DATA)

bench: setup ## speed and memory beside the peers' (DATA=/path/to/data)
	@$(BIN)/python -m bench --data $(DATA)

bench-live: setup ## lag of running calls, whisper-live beside, silence, overload (LIVE=options)
	@$(BIN)/python -m bench.live --data $(DATA) $(LIVE)

lint: setup ## style, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench-board: setup dashboard/dist/index.html ## the board with 500 calls in a browser, and 200 boards at once (BOARD=options)
	@$(BIN)/python -m bench.board $(BOARD)

types: setup ## the page's types from the server's OpenAPI
	@cd dashboard && npm run types

wheel: setup ## a wheel with the page, the samples and the small weights in it
	@$(BIN)/python -m build --wheel

clean: ## take away what was built
	@rm -rf .venv dist build dashboard/node_modules dashboard/dist
