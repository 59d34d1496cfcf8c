# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= demo-out

.PHONY: demo test check lint studies web clean

# Environment with what users need, nothing else.
$(VENV)/.installed: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing luncur into $(VENV) (about 600 MB, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -e .
	@touch $@

# The same environment, with what the tests need on top.
$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing the test tools ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -e '.[dev]'
	@touch $@

# Removes OUT only when it is a result folder of luncur: OUT is the user's to set, and may name anything.
define remove_out
if grep -qs '"mission_sha256"' "$(OUT)/run.json" || grep -qs '"luncur-summary/' "$(OUT)/summary.json"; then rm -rf -- "$(OUT)"; fi
endef

demo: $(VENV)/.installed
	@$(remove_out)
	@$(BIN)/luncur assess soyuz-vostochny-sso -o "$(OUT)" --seed 1 --precision 0.10
	@echo
	@echo "Two news reports of one launch (written for luncur), held against the record:"
	@$(BIN)/luncur read src/luncur/data/examples/report-en.txt src/luncur/data/examples/report-id.txt -o "$(OUT)/claims"
	@echo
	@echo "How often this mission's termination rules are wrong (140 flights here; a trial by default flies 7,000):"
	@$(BIN)/luncur trial soyuz-vostochny-sso -o "$(OUT)/trial" --seed 1 --samples 140
	@echo
	@echo "Where its satellite goes, how long it stays, and what it could see (satellite and camera assumed):"
	@$(BIN)/luncur orbit soyuz-vostochny-satellite -o "$(OUT)/orbit" --seed 1

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check src tests tools
	@$(BIN)/ruff format --check src tests tools
	@$(BIN)/mypy

test: $(VENV)/.installed-dev lint
	@$(BIN)/python -m pytest -m "not slow" -n auto --maxprocesses 4 --dist worksteal

# The page of `luncur serve`, built into the package. Only those who change it need this, and Node 20.19 or newer.
web:
	@cd web && npm ci --no-audit --no-fund --ignore-scripts && npm run --silent check && npm run --silent build

studies: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -m slow

clean:
	rm -rf $(VENV)
	@$(remove_out)
