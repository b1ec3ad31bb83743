# Every target hands over to infrastructure/cli/bin/chorus.mjs, as `npm run …` does on machines without make.
CHORUS = node infrastructure/cli/bin/chorus.mjs
SERVICE ?=
SCENARIO ?= smoke
ONLY ?=
QUICK ?=
ROUNDS ?=
SEED ?= 2026

.DEFAULT_GOAL := help
.PHONY: help dev doctor logs migrate seed reset test test-long verify test-unit test-int coverage test-nodes fault-test load-test k6 e2e fmt lint generate rooms build clean eval reindex verify-audit bench

help: ## List the targets
	@awk -F':.*## ' '/^[a-z0-9%-]+:.*## /{printf "  make %-22s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@for service in services/*/; do printf "  make %-22s run %s alone, started again at each change\n" "run-$$(basename $$service)" "$$(basename $$service)"; done

dev: ## Run everything: databases, services, the desk, the widget, a demo shop (Ctrl-C stops)
	@$(CHORUS) dev

doctor: ## Send a message through the running platform and say what is wrong
	@$(CHORUS) doctor

logs: ## Follow the logs; SERVICE=chat-service for one
	@$(CHORUS) logs $(SERVICE)

run-%:
	@$(CHORUS) run $*

test: ## Verify, then unit, integration and end-to-end tests
	@$(CHORUS) test

verify: ## Format, types, lint, structure, dead code, generated files: seconds, no database
	@$(CHORUS) verify

test-unit: ## Tests without I/O
	@$(CHORUS) test unit

test-int: ## Tests with a real Postgres and Redis
	@$(CHORUS) test integration

coverage: ## Lines that unit and integration tests run, per package; fails where a domain folder is below 80 %
	@$(CHORUS) coverage

test-nodes: ## Test the gateway's transport with Node 20, 22 and 24 (fetched from npm)
	@$(CHORUS) test-nodes

test-long: ## Run in full what `make test` runs a seeded share of (more than an hour); SEED=7 for another seed
	@$(CHORUS) test-long $(SEED)

fault-test: ## Let everything go wrong, one after the other, and count what is lost (about twenty minutes)
	@$(CHORUS) fault-test

load-test: ## Run a k6 scenario against the running platform; SCENARIO=smoke, average, stress, spike, soak, breakpoint
	@$(CHORUS) load-test $(SCENARIO)

k6: ## Build k6 with Go, for load-test
	@$(CHORUS) k6

eval: ## Score the summaries against baselines, and write docs/summaries-evaluation.md
	@$(CHORUS) eval

reindex: ## Make the vector store again from Postgres (the running stack's, else DATABASE_URL)
	@$(CHORUS) reindex

verify-audit: ## Check that no entry of an audit log was changed or taken out (the running stack's, else DATABASE_URL)
	@$(CHORUS) verify-audit

bench: ## Measure Chorus beside its peers; ONLY=fanout some workloads, QUICK=1 ten minutes, ROUNDS=3 at most so many, ADD=1 what is missing
	@$(CHORUS) bench $(if $(ONLY),--only $(ONLY)) $(if $(QUICK),--quick) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(ADD),--add)

e2e: ## Tests in a real browser
	@$(CHORUS) test e2e

migrate: ## Bring the database up to date (DATABASE_URL, else the local one)
	@$(CHORUS) migrate

seed: ## Write the demo company, if it is not there
	@$(CHORUS) seed

reset: ## Forget the local databases and logs
	@$(CHORUS) reset

fmt: ## Format every file
	@$(CHORUS) fmt

lint: ## Lint every file
	@$(CHORUS) lint

generate: ## Write the generated files anew
	@$(CHORUS) generate

rooms: ## List folders of a package that import each other
	@$(CHORUS) rooms

build: ## Build what is shipped
	@$(CHORUS) build

clean: ## Remove build and test results, keep the databases
	@rm -rf apps/*/dist services/*/dist shared/*/dist .turbo test-results playwright-report coverage .chorus/test-results
