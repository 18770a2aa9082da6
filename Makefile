# For people who have make; all of it is `python3 tools/dev.py TASK`, which works without.
PYTHON ?= python3
ARGS ?=
TASKS := run test lint types floors docs check format bench pins setup

.DEFAULT_GOAL := help
.PHONY: help $(TASKS)

help $(TASKS):
	@$(PYTHON) tools/dev.py $@ $(ARGS)
