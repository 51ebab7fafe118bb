# Everything lives in this folder: .venv (packages), .postgres (a private database), staticfiles.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
bin := .venv/bin
manage := $(bin)/python manage.py

.DEFAULT_GOAL := help
.PHONY: help run dev fresh test test-all check lint coverage mutants audit shots observatory sbom requirements backup restore-drill standby-drill attack upgrade-drill

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

run: export DJANGO_SETTINGS_MODULE = drez_site.settings.demonstration
run: .venv/ready ## the demonstration site as a patient meets it, at http://127.0.0.1:8000 (HOST=... PORT=... change that)
	@$(manage) migrate --verbosity 0
	@$(manage) collectstatic --noinput --verbosity 0
	@echo "Loading the demonstration: some minutes the first time."
	@$(manage) load_demonstration
	@exec $(bin)/gunicorn --bind "$(HOST):$(PORT)" drez_site.wsgi

dev: export DJANGO_SETTINGS_MODULE = drez_site.settings.development
dev: .venv/ready ## the same content with code reloading and debug pages
	@$(manage) migrate --verbosity 0
	@$(manage) load_demonstration
	@exec $(manage) runserver "$(HOST):$(PORT)"

fresh: export DJANGO_SETTINGS_MODULE = drez_site.settings.demonstration
fresh: .venv/ready ## a new demonstration in the place of this one; a database with one real row stays as it is
	@$(manage) start_fresh

test: .venv/tested ## the whole test suite, or what ARGS says (CONTRIBUTING.md)
	@$(bin)/python $(pytest) $(ARGS)

test-all: ARGS = --nightly
test-all: test ## the suite with all pages in all widths and all random questions, as .ci/nightly runs it

# A file or two are quicker in one process.
workers = $(if $(findstring tests/,$(ARGS)),0,2)
pytest = -m pytest -n $(workers) --dist loadfile --no-loadscope-reorder

check: lint ## lint and types, then the tests without a browser that a change may break (what differs from main)
	@$(bin)/python -m tests.affected | xargs --no-run-if-empty $(bin)/python $(pytest) -m "not browser" $(ARGS)

lint: .venv/tested ## style, types and safety of code and templates, missing migrations
	@$(MAKE) --no-print-directory --keep-going --jobs 2 $(lints)

# Beside mypy, which takes as long as all the others.
lints = lint-types lint-style lint-safety lint-templates lint-migrations
.PHONY: $(lints)
lint-types:
	@$(bin)/mypy --no-error-summary
lint-style:
	@$(bin)/ruff format --check .
	@$(bin)/ruff check --quiet .
lint-safety:
	@$(bin)/bandit --quiet --severity-level medium --configfile pyproject.toml --recursive drez_site procedures providers gunicorn.conf.py
lint-templates:
	@$(bin)/djade --check --target-version 5.2 $$(find templates -name '*.html')
	@$(bin)/djlint --lint --quiet templates
lint-migrations:
	@$(manage) makemigrations --check --dry-run
	@$(bin)/python -m tests.migration_lint

coverage: .venv/tested ## the share of lines and branches that the tests without a browser run; it may only rise
	@$(bin)/coverage erase
	@$(bin)/coverage run $(pytest) -m "not browser"
	@$(bin)/coverage combine --quiet
	@$(bin)/python -m tests.coverage_floor

mutants: .venv/tested ## faults put into signing and signing in, 300 of them in 40 minutes; prints those that no test notices
	@$(bin)/python -m tests.mutants

audit: .venv/tested ## known holes in the libraries that a clinic runs (needs the network, and says so without)
	@$(bin)/python -m tests.dependency_audit

backup: .venv/ready ## a backup of the database of DATABASE_URL in BACKUP_FOLDER, without sessions
	@$(manage) backup

restore-drill: .venv/ready ## restore the newest backup beside the database, compare it, and read pages of a site on it (ARGS=...)
	@$(manage) restore_drill $(ARGS)

standby-drill: .venv/tested ## fifty readers while the primary restarts and dies and a standby is promoted, on this machine
	@$(bin)/python -m benchmarks.standby $(ARGS)

attack: .venv/tested ## everything that once got through, and more, tried again at a site on this machine; prints what it counted
	@$(bin)/python -m benchmarks.attack $(ARGS)

upgrade-drill: .venv/tested ## the newest release with its data, migrated to this code, and its code on the new tables (ARGS=--from=COMMIT)
	@$(bin)/python -m benchmarks.upgrade $(ARGS)

shots: .venv/tested ## every kind of page as a picture of its own in shots/, and all on docs/contact-sheet.webp
	@$(bin)/python -m tests.system.contact_sheet

observatory: .venv/tested ## the score of our headers by MDN HTTP Observatory, over TLS on this machine (needs npm)
	@$(bin)/python -m benchmarks.observatory

sbom: .venv/tested ## what a real clinic runs, as sbom.json (CycloneDX)
	@$(bin)/cyclonedx-py requirements --spec-version 1.6 --output-format JSON --output-reproducible --pyproject pyproject.toml --output-file sbom.json requirements.txt

requirements: .venv/tested ## refresh the hashed requirements from pyproject.toml
	@$(compile) -o requirements.txt
	@$(compile) --extra embedded -o requirements-demonstration.txt
	@$(compile) --extra embedded --group dev -o requirements-dev.txt

compile := $(bin)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml

.venv/ready: requirements-demonstration.txt
	@if $(PYTHON) -m venv .venv; then $(bin)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<; \
	elif command -v uv >/dev/null; then uv venv --quiet --clear .venv --python $(PYTHON) && uv pip install --quiet --python $(bin)/python --require-hashes -r $<; \
	else echo "Needs Python 3.11 or newer with venv (Debian: apt install python3-venv), or uv."; exit 1; fi
	@touch $@

.venv/tested: requirements-dev.txt .venv/ready
	@if [ -x $(bin)/pip ]; then $(bin)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<; \
	else uv pip install --quiet --python $(bin)/python --require-hashes -r $<; fi
	@touch $@
