# Every command is python3 tools/dev.py COMMAND; this file only saves typing.
# Arguments: make test ARGS="-k offer", make run ARGS="--port 9000".
PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test check lock faults bench screenshots

help:  ## what there is
	@$(PYTHON) tools/dev.py help

setup run test check lock faults bench screenshots:
	@$(PYTHON) tools/dev.py $@ $(ARGS)
