# Forwards to ./app, so that `make demo` does what `./app demo` does.
.PHONY: help demo serve test check fix slow bench docs train-matching planning lock vendor
help:
	@./app
demo serve test check fix slow bench docs train-matching planning lock vendor:
	@./app $@
