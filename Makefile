# One door, few words. `make demo` and `make test` need Python 3.11 or newer, make, and nothing else;
# once installed they need no network. Steps say what they do; what they run is written here.

.DEFAULT_GOAL := help
.PHONY: help demo test check core bench long docs words clean lock
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)
BIN := .venv/bin
export MAKEWHOLE_DATA ?= ../shared/data
JOBS ?= $(shell getconf _NPROCESSORS_ONLN)
TESTS := $(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile

# A file that names what is installed: another lock, Python or folder needs another installation.
sum = $(shell { $(PYTHON) --version; pwd; cat $(1); } 2>/dev/null | cksum | cut -d ' ' -f 1)
MADE := .venv/made-$(call sum)
DEMO := .venv/demo-$(call sum,pyproject.toml locks/demo.txt)
DEV := .venv/dev-$(call sum,pyproject.toml locks/dev.txt)
INSTALL := PIP_ROOT_USER_ACTION=ignore $(BIN)/python -m pip install -qq \
	--disable-pip-version-check --no-input

help:
	@echo "make demo    a lived-in marketplace, served on this machine"
	@echo "make test    all tests, at most ten minutes with the installation"
	@echo "make core    the quick loop: the pure core's tests, types and contracts"
	@echo "make check   what must hold before a change is taken: all of it, and nothing else"
	@echo "make bench   speed, each figure beside its limit"
	@echo "make long    the full runs: real data, whole simulations"
	@echo "make docs    these pages, in docs/_build"
	@echo "make words   take new sentences into the catalogues, and list what is not translated"
	@echo "make clean   remove what was installed and built; a marketplace's data stays"

demo: $(DEMO)
	@$(BIN)/makewhole demo

test: $(DEV)
	@echo "Running all tests"
	@$(TESTS)

core: $(DEV)
	@echo "Core: tests"
	@$(BIN)/python -m pytest -q tests/core tests/properties src/makewhole/core
	@echo "Core: types"
	@$(BIN)/mypy -p makewhole.core
	@echo "Core: contracts"
	@$(BIN)/lint-imports --no-logo

check: $(DEV)
	@$(BIN)/python .ci/steps.py

bench: $(DEV)
	@$(BIN)/python -m bench

long: $(DEV)
	@echo "Running the long runs; each prints its figures"
	@$(BIN)/python -m pytest -m long

docs: $(DEV)
	@echo "Building the pages"
	@$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_build
	@echo "Open docs/_build/index.html"

words: $(DEV)
	@$(BIN)/python .ci/catalogues.py

clean:
	@if [ -x $(BIN)/makewhole ]; then $(BIN)/makewhole stop; fi
	@rm -rf .venv docs/_build .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
	@if [ -d .makewhole ]; then echo "Kept .makewhole, a marketplace's data. Remove it by hand."; fi

# The locks name every file by its hash, for all machines. Only this needs `uv`.
lock: $(MADE)
	@$(INSTALL) uv
	@echo "Locking locks/demo.txt and locks/dev.txt"
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --upgrade \
		--only-binary :all: --no-header pyproject.toml --group build -o locks/demo.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --upgrade \
		--only-binary :all: --no-header pyproject.toml --group build --group dev \
		-c locks/demo.txt -o locks/dev.txt

$(MADE):
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed, and none was found."; exit 1; fi
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear .venv || { \
		echo "Python cannot make an environment. On Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

$(DEMO): $(MADE)
	@if [ ! -e $(DEV) ]; then \
		echo "Installing what makewhole runs on (locks/demo.txt)"; \
		$(INSTALL) --only-binary :all: --require-hashes -r locks/demo.txt \
		&& $(INSTALL) --no-deps --no-build-isolation --editable .; fi
	@rm -f .venv/demo-* && touch $@

$(DEV): $(MADE)
	@echo "Installing what makewhole runs on and is tested with (locks/dev.txt)"
	@$(INSTALL) --only-binary :all: --require-hashes -r locks/dev.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@rm -f .venv/dev-* && touch $@
