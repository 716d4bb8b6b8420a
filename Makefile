# Every target sets up what it needs: a virtual environment in .venv with the locked packages.
PYTHON ?= python3.11
PORT ?= 8000
BIN := .venv/bin
READY := .venv/.ready
STORE := demo.store
PYTEST := $(BIN)/python -m pytest -n 2

.DEFAULT_GOAL := help
.PHONY: help demo test test-all bench accuracy lint format train lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

$(READY): requirements.lock pyproject.toml
	@echo "Setting up .venv with the locked packages; the first time takes a minute or two."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## Build the graph of examples/ and serve it on http://127.0.0.1:8000
	$(BIN)/beslutsgraf build examples/manifest.csv --store $(STORE)
	@echo
	@echo 'Open http://127.0.0.1:$(PORT), and what became of a case:'
	@echo '  http://127.0.0.1:$(PORT)/queries/decisions-in-case?case=RS-2024-00417'
	@echo 'Or ask the same in another terminal:'
	@echo '  $(BIN)/beslutsgraf query decisions-in-case --case RS-2024-00417 --store $(STORE)'
	@echo
	$(BIN)/beslutsgraf serve --store $(STORE) --port $(PORT)

test: lint ## Run every check but the slow tests
	$(PYTEST) -m 'not slow'

test-all: lint ## Run every check and the slow tests
	$(PYTEST)

lint: $(READY) ## Check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## Format the code
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(READY) ## Print documents, pages, quads and seconds per stage, then how time grows with length
	$(BIN)/python benchmarks/stages.py
	$(BIN)/python benchmarks/scaling.py --up-to 1000000

accuracy: $(READY) ## Write docs/accuracy.md, where the scorer and the annotated minutes are
	$(BIN)/python benchmarks/accuracy.py --write

train: $(READY) ## Train the recogniser of names; measure it on annotated minutes too, where they are
	$(BIN)/python -m graphbuild.mentions.training --gold ../shared/minutes/gold

lock: $(READY) ## Lock the newest packages that pyproject.toml allows
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --upgrade --quiet --output-file requirements.lock

clean: ## Remove what these targets made
	rm -rf .venv $(STORE) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
