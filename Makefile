# The two commands that matter: `make run` and `make test`. `make help` lists the others.
.PHONY: help run test check bench crash fuzz fonts screenshots catalogues clean ready ready-for-tests
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ready ## start everything: web pages, worker and local inbox, with a demo coalition on the first start
	@$(PYTHON) -m advocacy.serve

test: ready-for-tests ## all checks and all tests, on SQLite and on PostgreSQL
	@$(PYTHON) tools/check.py --both-databases

check: ready-for-tests ## all checks and all tests, on SQLite alone
	@$(PYTHON) tools/check.py

bench: ready-for-tests ## time and memory against other tools in the same run: PDF, Word files, writing together; answers at once, long rolls
	@$(PYTHON) -m benchmarks

crash: ready-for-tests ## kill with -9: the live server and web and worker KILLS (200) times, each act at every statement
	@$(PYTHON) -m tests.crash --kills $(or $(KILLS),200)

fuzz: ready-for-tests ## random acts over calls, then harmed input, MINUTES (20) each; what breaks a rule is printed or kept in build/fuzz/
	@$(PYTHON) -W error -m tests.acts --minutes $(or $(MINUTES),20)
	@$(PYTHON) -W error -m tests.fuzz --minutes $(or $(MINUTES),20)

fonts: ready ## fetch the fonts of the documents again
	@rm -f papers/fonts/.stamp
	@python3 tools/prepare.py

screenshots: ready-for-tests ## take the pictures of docs/ again
	@$(PYTHON) tools/screenshots.py

catalogues: ready ## compile the translations and say what has no Arabic yet
	@$(PYTHON) tools/catalogues.py --check

clean: ## remove what was made here, but never the instance with its data
	rm -rf .venv node_modules papers/fonts advocacy/translations advocacy/static/editor .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@python3 tools/prepare.py

ready-for-tests:
	@python3 tools/prepare.py --for-tests
