# On a machine with git, Python 3.11 or newer and make: `make site` to look, `make test` to check.
# `make PYTHON=/path/to/python3.12 ...` chooses the Python that .venv is made with.

ADDRESS ?= 127.0.0.1:8000
BENCH ?=
READY := .venv/.ready
# The site needs less than the tests; where all is installed, that is used.
SITE_READY := $(or $(wildcard $(READY)),.venv/.site-ready)
# Material for MkDocs announces its end of life in every build; docs/guide/publish.md says what that means.
export NO_MKDOCS_2_WARNING := 1
# Three on two cores: one of them often waits for a browser, or for a build of its own.
PYTEST := .venv/bin/python -m pytest -n 3 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help site build test test-all check browser bench schema format lock audit clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(SITE_READY) ## Build and serve the example catalog; prints its address (ADDRESS=127.0.0.1:8000)
	.venv/bin/python -m mkdocs serve --no-strict --livereload --dev-addr $(ADDRESS)

build: $(SITE_READY) ## Build the example catalog into site/; a warning is a failure
	.venv/bin/python -m mkdocs build --strict

# The tests that wait for browsers come first, so that no core is idle at the end.
test: check browser ## Run every check and every test but the long ones
	$(PYTEST) -m "not long" tests/site tests/cli tests

test-all: check ## Run the long tests too
	.ci/system-packages --long
	.ci/oslo
	$(PYTEST)

check: $(READY) ## Run the static checks only: style, format, layers, types
	.venv/bin/python -m ruff check
	.venv/bin/python -m ruff format --check
	.venv/bin/lint-imports
	.venv/bin/python -m mypy

browser: $(READY) ## Find or install what the browser tests need of the system
	.ci/system-packages

bench: $(READY) ## Measure builds against hand-written pages (BENCH="--scale 0.25"), and reviews
	.venv/bin/python -m benchmarks targets $(BENCH)
	.venv/bin/python -m benchmarks review

schema: $(READY) ## Write schema/*.json and the references of format and options anew from the code
	.venv/bin/sla schema --write schema
	.venv/bin/sla reference --write docs/reference
	.venv/bin/sla rules --write docs/reference
	.venv/bin/python .ci/options.py
	.venv/bin/python .ci/changes.py

format: $(READY) ## Format the code and mend what ruff can mend
	.venv/bin/python -m ruff check --fix
	.venv/bin/python -m ruff format

lock: $(READY) ## Renew requirements.lock and sbom.cdx.json with the newest releases that fit
	.venv/bin/python .ci/lock.py

audit: $(READY) ## Ask whether anything in requirements.lock is known to be vulnerable; check workflows
	.venv/bin/python -m venv --clear build/audit
	build/audit/bin/python -m pip install --quiet pip-audit zizmor
	build/audit/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock
	build/audit/bin/zizmor --offline --quiet .github/workflows

clean: ## Remove everything that the other targets make
	rm -rf .venv site build dist .hypothesis tests/output
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

.venv/.site-ready: pyproject.toml requirements.lock sbom.cdx.json
	.ci/setup site
	@touch $@

$(READY): pyproject.toml requirements.lock
	.ci/setup
	@touch $@
