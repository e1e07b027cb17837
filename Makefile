# Works on a fresh machine with make and Python 3.11 or newer: every target first makes .venv, once.
# PYTHON=/path/to/python3 chooses the interpreter of the environment, ENV=folder its place.

ENV ?= .venv
PYTHON ?=
BIN := $(ENV)/bin
STAMP := $(ENV)/.ready
WORKERS ?= auto
# The day the invented declarations of the example are looked at; with today, all their deadlines would be long past.
AS_OF ?= 2026-04-30
SHOWN := integrityrules audit docs/examples/declarations.xlsx --as-of $(AS_OF) --lang en --fail-on never

.DEFAULT_GOAL := help
.PHONY: help setup audit test check lint types rules docs generate bench mutate nightly format wheel clean

help: ## show the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## make the virtual environment

$(STAMP): pyproject.toml scripts/setup_env.py
	@python="$(PYTHON)"; test -n "$$python" || python=$$(sh scripts/find_python.sh) || exit 2; \
	echo "setting up $(ENV) with $$python (once, a minute or two)"; \
	"$$python" scripts/setup_env.py $(ENV)
	@touch $@

audit: $(STAMP) ## evaluate the example workbook: findings on the screen and in build/audit
	$(BIN)/integrityrules audit docs/examples/declarations.xlsx --as-of $(AS_OF) --out build/audit --fail-on never

test: $(STAMP) ## run the tests
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

check: lint types rules test ## everything that must hold before a change is kept

lint: $(STAMP) ## format and lint, without changing anything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP) ## mypy, strict
	$(BIN)/mypy

rules: $(STAMP) ## lint the rulesets, check the lock, run the cases
	$(BIN)/integrityrules rules lint
	$(BIN)/integrityrules rules lock
	$(BIN)/integrityrules rules test --layer agency-example --layer agency-example-conflicts

docs: $(STAMP) ## run the examples of README and docs
	$(BIN)/python -m pytest -q tests/test_docs.py

mutate: $(STAMP) ## change every rule in every small way: some case must notice
	$(BIN)/integrityrules rules test --mutate

generate: $(STAMP) ## write again what is made from the code: schemas, pictures, example workbooks
	@mkdir -p docs/schema
	$(BIN)/integrityrules rules schema --of dossier > docs/schema/dossier.json
	$(BIN)/integrityrules rules schema --of evaluation > docs/schema/evaluation.json
	$(BIN)/python scripts/make_example_workbook.py
	$(BIN)/python scripts/picture.py docs/images/audit.svg $(SHOWN)

bench: $(STAMP) ## measure, as ratios within one run
	$(BIN)/python tests/benchmarks $(BENCH)

nightly: $(STAMP) ## the tests with many more random examples
	HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

format: $(STAMP) ## rewrite the code in the agreed format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

wheel: $(STAMP) ## build dist/*.whl
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove the environment and everything that was built
	rm -rf $(ENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
