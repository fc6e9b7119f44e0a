# What a person types: make run, make demo, make test. `setup` serves them and does nothing when nothing changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Twice quiet: errors only, not what will change in pip.
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
# Each waits for a third of its time: three keep two cores at work.
PYTEST_WORKERS ?= $(shell cores=$$(getconf _NPROCESSORS_ONLN) && echo $$(((cores * 3 + 1) / 2)))
# Some machines set it: then every start of the server and every worker of the tests compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

# Generated: a picture of the tests, the client's types.
NO_SECRETS := golden/|schema\.gen\.ts|witness-vectors\.json
WEB_INPUTS := $(shell find web/src web/public web/build -type f 2>/dev/null) web/index.html web/vite.config.ts web/package.json

.PHONY: setup dev run demo test test-fast test-nightly test-server test-faults test-web test-outbox budgets taps lint lint-server lint-web audit lock types pictures openapi dist clean

setup: $(VENV)/.runtime revops/webapp/index.html

dev: $(VENV)/.dev

# The stamps are remade only when a lock changes.
$(VENV)/.runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "RevOps needs Python 3.11 or newer. If you have one under another name: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
		|| { echo "Python cannot make a virtual environment. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@echo "Installing what RevOps runs on (once) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@echo "Installing what the tests need (once) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

web/node_modules/.installed: web/package.json web/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null \
		|| { echo "The web app is built with Node 20 or newer: https://nodejs.org, or your system's package nodejs"; exit 1; }
	@echo "Installing what the web app is built with (once) ..."
	@cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

revops/webapp/index.html: web/node_modules/.installed $(WEB_INPUTS)
	@echo "Building the web app (when it changed) ..."
	@cd web && npx vite build --logLevel warn
	@touch $@

# The carried mongod borrows libcurl4 from the system: install it where we may, say how otherwise.
.PHONY: system
system: setup
	@deploy/need-libcurl.sh $(BIN)/python

run: system
	@$(BIN)/revops serve $(if $(PORT),--port $(PORT))

demo: system
	@$(BIN)/revops demo
	@$(BIN)/revops serve $(if $(PORT),--port $(PORT))

lint: lint-server lint-web

lint-server: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit -q -r revops -c pyproject.toml
	@git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --disable-plugin KeywordDetector --exclude-files '$(NO_SECRETS)'

# Style, types, what is unused, what imports what, how long a function is; and that the client's types are those of the
# server as it is.
lint-web: setup
	cd web && npx biome check . && npx tsc -b && npx knip && npx depcruise src --config .dependency-cruiser.mjs \
		&& node scripts/functions.mjs
	$(BIN)/revops openapi | (cd web && node scripts/types.mjs --check)

# Asks the public lists of known weaknesses, so it needs the network; see docs/security.md.
audit: dev
	$(BIN)/pip-audit --strict --requirement requirements.lock --no-deps --disable-pip
	cd web && npm audit --audit-level=high

# One after the other: at the same time they end no sooner, for the processor is what both wait for.
test:
	@$(MAKE) --jobs=2 --output-sync=target lint
	@$(MAKE) test-server
	@$(MAKE) test-web

# Units, and a path of each feature, in less than two minutes.
test-fast: system dev
	$(BIN)/pytest -n $(PYTEST_WORKERS) --dist worksteal -m "not slow"

# What the tests do in a short form, whole: stories of money and properties with examples that nobody has seen yet, an
# honest month, thousands of reminders, all figures of many operations, each fuzzed case as everybody, each stored field
# in every way. With its seed a night is told again: make test-nightly SEED=...
STORIES ?= 300
test-nightly: system dev
	@seed=$${SEED:-$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')} \
		&& echo "$(STORIES) new stories of money. The same again: make test-nightly SEED=$$seed STORIES=$(STORIES)" \
		&& REVOPS_TESTS_STORIES=$(STORIES) $(BIN)/pytest -o faulthandler_timeout=0 --hypothesis-seed=$$seed \
		tests/test_money_machine.py $$(git grep -l "@given" tests)
	REVOPS_TESTS_HONEST_JOBS=3000 REVOPS_TESTS_REMINDERS=10000 REVOPS_TESTS_OPERATIONS=20000 REVOPS_TESTS_EVERY_ROLE=1 \
		REVOPS_TESTS_EVERY_WAY=1 $(BIN)/pytest -o faulthandler_timeout=0 tests/trust/test_honest_month.py \
		tests/messages/test_reminders.py tests/whatsapp/test_reminders.py tests/analytics/test_recount.py tests/test_schemathesis.py tests/trust/test_each_field.py tests/trust/attacks

test-server: system dev
	@deploy/need-test-programs.sh
	$(BIN)/pytest -n $(PYTEST_WORKERS) --dist worksteal

# What may befall a cluster, 200 times over: about an hour. The tests run the short form.
FAULTS ?= 200
TASKS ?= 10000
test-faults: system dev
	@deploy/need-test-programs.sh
	$(BIN)/python -m tests.cluster.faults --faults $(FAULTS) --tasks $(TASKS) --report faults.json

test-web: system
	@deploy/need-chromium.sh
	cd web && npx vitest run && npx vitest run --config e2e/vitest.config.ts

# Thirty new stories; the journeys tell five, always the same. The same again: make test-outbox SEED=...
test-outbox: STORIES = 30
test-outbox: system
	@deploy/need-chromium.sh
	cd web && REVOPS_OUTBOX_STORIES=$(STORIES) REVOPS_OUTBOX_SEED=$(SEED) npx vitest run --config e2e/vitest.config.ts --retry=0 e2e/outbox.e2e.ts

# How soon the dashboard paints and answers in a browser; only a quiet machine can tell, so `make test` does not ask.
budgets: system
	@deploy/need-chromium.sh
	cd web && npx vitest run --config e2e/budgets.config.ts
	cd web && npx vitest run --config e2e/customer-paint.config.ts

# How many taps the work of the day takes on a phone: docs/taps.md.
taps: system
	@deploy/need-chromium.sh
	cd web && npx vitest run --config e2e/taps.config.ts

# The README's pictures, from the demo garage.
pictures: system
	@deploy/need-chromium.sh
	cd web && npx vitest run --config e2e/pictures.config.ts

types: setup
	@$(BIN)/revops openapi | (cd web && node scripts/types.mjs)

openapi: setup
	@$(BIN)/revops openapi

lock: dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --extra build --extra dev pyproject.toml -o requirements-dev.lock

# In an empty folder, because npm leaves out the binaries of other platforms than that of the node_modules beside it.
	@made=$$(mktemp -d) && cp web/package.json web/package-lock.json web/.npmrc $$made && cd $$made \
		&& npm install --package-lock-only --no-audit --no-fund --loglevel=error \
		&& cp package-lock.json $(CURDIR)/web/package-lock.json && rm -r $$made

# One wheel with the web app inside, and the sources it is made of.
dist: setup
	@rm -rf dist
	@$(BIN)/python -m hatchling build -d dist

clean:
	rm -rf $(VENV) dist revops/webapp web/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
