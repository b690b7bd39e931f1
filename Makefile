# The same as bootstrap.py for people with make, and what CI runs besides the tests.
BIN := .venv/bin

.PHONY: help demo test check fmt docs screens bench rule lock messages \
	style types layers templates migrations catalogues generated

help: ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: ## serve a demo, installing first if needed
	python3 bootstrap.py demo

test: ## run every test on SQLite and on PostgreSQL
	python3 bootstrap.py test

check: style types layers templates migrations catalogues generated ## what CI checks besides tests (make -k check: all)

style:
	$(BIN)/ruff check --output-format concise .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

templates:
	$(BIN)/djlint --quiet --lint $$(find src -name templates -type d)

migrations:
	NAKHARA_DATA=$$(mktemp -d) NAKHARA_SECRET_KEY=check DJANGO_SETTINGS_MODULE=nakhara.site.settings \
		$(BIN)/django-admin makemigrations --check --dry-run

catalogues:
	$(BIN)/python tools/messages.py --check

generated:
	$(BIN)/python tools/reference.py --check
	$(BIN)/python tools/schema.py --check

fmt: ## put Python into its form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

docs: ## write the generated pages of docs/reference
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/schema.py

screens: ## draw every page for each role into screens/
	$(BIN)/python tools/screens.py

bench: ## measure, into docs/benchmarks.md
	$(BIN)/python -m bench

rule: ## show a provision wherever it is served: make rule ID=guideline-2/overall-score
	@grep -rnF --include='*.py' --include='*.toml' --include='*.html' --include='*.md' '$(ID)' src docs tests

lock: ## choose versions of the dependencies anew (LOCK=--upgrade for the newest)
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --generate-hashes --no-header --no-annotate \
		--quiet $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev -c requirements.lock --universal --generate-hashes \
		--no-header --no-annotate --quiet $(LOCK) -o requirements-dev.lock

messages: ## bring the Thai catalogues in step with the texts
	$(BIN)/python tools/messages.py --update
