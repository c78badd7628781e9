# make demo: a server with demo data; make test: everything; make quick: the inner loop.
PYTHON ?=
CLIENT = tests/client/node_modules

.DEFAULT_GOAL := demo
.PHONY: .venv demo test quick check-long bench docs lint lock clean client postgresql chromium node wrk

# The first interpreter that is new enough and can make environments; PYTHON=… goes before the others. The system's
# comes first: distributions build it with profiles, version managers do not: docs/decisions/0008 has the figures.
find_python = ( for python in $(PYTHON) /usr/bin/python3 python3 python3.13 python3.12 python3.11 python3.14; do \
	$$python -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && exit 0; done; exit 1 )

# $(call need,check,packages): what a check misses is installed when we may, otherwise named.
define need
@if ! { $(1); } >/dev/null 2>&1; then \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(2); \
	else echo "missing, please run: sudo apt-get install -y --no-install-recommends $(2)" >&2; exit 1; fi; fi
endef

.venv: .venv/.stamp

.venv/.stamp: requirements.lock pyproject.toml
	$(call need,$(find_python),python3 python3-venv)
	@.venv/bin/python -m pip --version >/dev/null 2>&1 || $$( $(find_python) ) -m venv --clear .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@.venv/bin/python -m compileall -q src
	@touch $@

demo: .venv
	.venv/bin/openkontor serve --demo

# The tests start many servers: none is to compile the program anew, whatever the machine's habit.
test quick check-long: export PYTHONDONTWRITEBYTECODE =

test: .venv client postgresql chromium lint
	.venv/bin/pytest -n auto --dist loadfile --no-loadscope-reorder

quick: .venv
	.venv/bin/pytest -m "not postgres and not client and not browser and not long"

check-long: .venv client postgresql
	.venv/bin/pytest -m long

bench: .venv wrk
	.venv/bin/python bench/run.py $(BENCH)

docs: .venv
	.venv/bin/python -m tests.openapi.samples
	.venv/bin/python -m openkontor.docs

lint: .venv
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

client: $(CLIENT)/.stamp

$(CLIENT)/.stamp: tests/client/package.json tests/client/package-lock.json | node
	npm ci --prefix tests/client --no-audit --no-fund --ignore-scripts
	@touch $@

node:
	$(call need,command -v node && command -v npm,nodejs npm)

postgresql:
	$(call need,command -v initdb || ls /usr/lib/postgresql/*/bin/initdb,postgresql)

chromium:
	$(call need,command -v chromium-headless-shell || command -v chromium || command -v chromium-browser \
		|| command -v google-chrome,chromium-headless-shell)

wrk:
	$(call need,command -v wrk,wrk)

# Pins stay as they are unless something asks for another; LOCK_FLAGS=--upgrade moves them all.
lock: .venv/uv node
	$$(command -v uv || echo .venv/uv/bin/uv) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
		--extra postgres --group dev --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--output-file requirements.lock $(LOCK_FLAGS)
	npm install --prefix tests/client --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

.venv/uv:
	$(call need,$(find_python),python3 python3-venv)
	@command -v uv >/dev/null || { $$( $(find_python) ) -m venv $@ && $@/bin/pip install --quiet uv; }

clean:
	rm -rf .venv $(CLIENT) .mypy_cache .pytest_cache .ruff_cache dist
