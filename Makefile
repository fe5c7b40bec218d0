# make run    reads corpora/ into evidence.db and outcomes.csv
# make test   runs the test suite
# Both make what they need first. PYTHON=/path/to/python3 chooses the interpreter (3.11 or newer).

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
DB ?= evidence.db
TABLE ?= outcomes.csv
UV ?= uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	--no-annotate --no-header

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup dev run test check format golden lock eval-names eval-outcomes eval-linking eval-models eval-recognition bench bench-matching fuzz eval-sections eval-relations

help:
	@echo 'make run      read corpora/ into $(DB) and $(TABLE), and print an account'
	@echo 'make test     run the test suite'
	@echo 'make setup    make the environment alone: $(BIN)/evigraph'
	@echo 'make check    formatting, lint, types, import directions'
	@echo 'make format   format the code'
	@echo 'make golden   renew the snapshot of the golden run over corpora/'
	@echo 'make bench    time the stages; the table is kept under benchmarks/results/'
	@echo 'make bench-matching   time the finding of names beside other matchers; PEER=PYTHON names an interpreter that has them'
	@echo 'make fuzz     spoil files of every format for an hour; SECONDS=600 for ten minutes'
	@echo 'make eval-names      score the names of the field against sentences written for it'
	@echo 'make eval-outcomes   score against the annotated documents (needs the folder EVIGRAPH_SHARED names)'
	@echo 'make eval-models     all three of the learned models: eval-recognition, eval-sections, eval-relations'
	@echo 'make eval-recognition  score what the encoder marks (needs the same folder)'
	@echo 'make eval-linking    score concepts against annotated corpora (needs the same folder)'
	@echo 'make eval-sections   score the roles of sentences in held-out abstracts (needs the same folder)'

	@echo 'make eval-relations  score relations against annotated corpora (needs the same folder)'
	@echo 'make lock     renew the locks under requirements/ (needs uv)'

setup: $(VENV)/.setup

dev: $(VENV)/.dev

# The stamps are the last thing written: an installation that was broken off is taken up again.
$(VENV)/.setup: requirements/lock.txt requirements/lock-build.txt pyproject.toml tools/make_venv.py
	@PYTHON='$(PYTHON)' python3 tools/make_venv.py $(VENV)
	@echo 'Installing the pinned dependencies into $(VENV); the first time takes a minute or two.'
	@$(PIP) install --quiet -r requirements/lock.txt -r requirements/lock-build.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.setup requirements/lock-dev.txt
	@echo 'Installing the development tools into $(VENV).'
	@$(PIP) install --quiet -r requirements/lock-dev.txt
	@touch $@

run: setup
	@$(BIN)/evigraph run corpora --db $(DB)
	@echo
	@$(BIN)/evigraph export outcomes $(TABLE) --db $(DB)

test: dev
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: dev
	@EVIGRAPH_GOLDEN=write $(BIN)/python -m pytest -q tests/test_golden.py

eval-names: dev
	@$(BIN)/python -m benchmarks.names --write

eval-outcomes: dev
	@$(BIN)/python -m benchmarks.outcomes --write

eval-linking: dev
	@$(BIN)/python -m benchmarks.linking --write

eval-models: eval-recognition eval-sections eval-relations

eval-recognition: dev
	@$(BIN)/python -m benchmarks.recognition --write

eval-sections: dev
	@$(BIN)/python -m benchmarks.section_roles --write

eval-relations: dev
	@$(BIN)/python -m benchmarks.relations --write

bench: dev
	@$(BIN)/python -m benchmarks.speed --write

bench-matching: dev
	@$(BIN)/python -m benchmarks.matching --write $(if $(PEER),--peer '$(PEER)')

lock:
	$(COMPILE) pyproject.toml -o requirements/lock.txt
	$(COMPILE) pyproject.toml --extra dev -c requirements/lock.txt -o requirements/lock-dev.txt
	$(COMPILE) requirements/build.in -c requirements/lock-dev.txt -o requirements/lock-build.txt
	@sed -i '1i # Exact versions: what evigraph runs with. Made by `make lock`; `make` installs from it.' requirements/lock.txt
	@sed -i '1i # Exact versions: the same versions, and what the tests and checks need. Made by `make lock`; `make` installs from it.' requirements/lock-dev.txt
	@sed -i '1i # Exact versions: what installs evigraph itself. Made by `make lock`; `make` installs from it.' requirements/lock-build.txt

SECONDS ?= 3600
fuzz: dev
	@$(BIN)/python -m tests.ingest.fuzz --seconds $(SECONDS)
