# Every target is the npm script of the same name, run after the packages are there. Variables go through to it:
#   make dev ONCE=1      make dev CLUSTER=1 ROUTERS=2 ADAPTERS=2      make test ARGS='--testPathPatterns services/router'
# Any Node from 20 on may be first on the PATH: npm brings the right one for everything but the install.

.DEFAULT_GOAL := help
.PHONY: help install dev test check mutants fuzz bench gen tools clean
ARGS ?=

help: ## Print the targets
	@node scripts/help.mjs

install: ## Install the packages, if package-lock.json asks for others than are there
	@node scripts/install.mjs

dev: install ## Start everything on this machine (ONCE=1 CLUSTER=1 ROUTERS=n ADAPTERS=n DEMO_REAL=1)
	@npm run --silent dev -- $(ARGS)

test: install ## Build, and run the tests (ARGS are jest's)
	@npm run --silent test -- $(ARGS)

check: install ## Lint, declared imports, types, generated code, charts and tests: what CI runs
	@npm run --silent check -- $(ARGS)

mutants: install ## Break a copy on purpose, and see each break caught by its test (ARGS are names)
	@npm run --silent mutants -- $(ARGS)

fuzz: install ## Feed every parser and mapping with broken answers, a minute each (ARGS='--seconds N --target TEXT')
	@npm run --silent fuzz -- $(ARGS)

bench: install ## Measure speed against the sandbox (ARGS=--quick for one short iteration)
	@npm run --silent bench -- $(ARGS)

gen: install ## Generate the code of proto/
	@npm run --silent gen

tools: install ## Put nats-server, helm, grpcurl and others under .tools (ARGS='--only NAME')
	@npm run --silent tools -- $(ARGS)

clean: ## Remove what was built, and the data of make dev
	@node scripts/clean.mjs
