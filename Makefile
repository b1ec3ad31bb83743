# Every target hands over to infrastructure/cli/bin/chorus.mjs, as `npm run …` does on machines without make.
CHORUS = node infrastructure/cli/bin/chorus.mjs
SERVICE ?=
REQUEST ?=
SCENARIO ?= smoke
ONLY ?=
QUICK ?=
ROUNDS ?=
SEED ?= 2026
URL ?=
ENVIRONMENT ?=
DIGESTS ?=
WITHOUT_BACKUP ?=

.DEFAULT_GOAL := help
.PHONY: verify-kubernetes deploy verify-workflows licences sbom scan-secrets images env up down upgrade rollback help dev doctor logs migrate seed reset test test-long verify test-unit test-int coverage fault-test load-test k6 e2e fmt lint generate rooms build clean eval reindex verify-audit backup restore restore-drill test-upgrade lint-migrations bench observe

help: ## List the targets
	@awk -F':.*## ' '/^[a-z0-9%-]+:.*## /{printf "  make %-22s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@for service in services/*/; do printf "  make %-22s run %s alone, started again at each change\n" "run-$$(basename $$service)" "$$(basename $$service)"; done

dev: ## Run everything: databases, services, the desk, the widget, a demo shop (Ctrl-C stops)
	@$(CHORUS) dev

doctor: ## Send a message through the running platform and say what is wrong; URL=https://chorus.example.com one behind its proxy
	@$(CHORUS) doctor $(URL)

observe: ## Watch the running platform: Prometheus, Alertmanager and a page with the dashboards (Ctrl-C stops)
	@$(CHORUS) observe

logs: ## Follow the logs; SERVICE=chat-service for one; REQUEST=<id> what all have about a request or message
	@$(CHORUS) logs $(SERVICE) $(if $(REQUEST),--request $(REQUEST))

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

backup: ## Back up the database, encrypted and verified (the running stack's, else BACKUP_DATABASE_URL); FOLLOW=1 goes on with the log of writes
	@$(CHORUS) backup $(if $(FOLLOW),follow)

restore: ## Restore from the backups; TO=2026-11-30T10:15:00Z up to a time, FOLDER=… elsewhere than the local stack
	@$(CHORUS) restore $(if $(TO),--to $(TO)) $(if $(FOLDER),--folder $(FOLDER))

restore-drill: ## Lose a database on purpose and get it back: what is missing, and how long it takes
	@$(CHORUS) restore-drill

test-upgrade: ## The previous release's integration tests on this release's schema; FILES=… some of them
	@$(CHORUS) test-upgrade $(FILES)

lint-migrations: ## Look for migrations since the previous release that others would wait for (squawk)
	@$(CHORUS) lint-migrations

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

images: ## Build the container images; SERVICE=chat-service one
	@$(CHORUS) images $(SERVICE)

env: ## Write infrastructure/compose/.env with fresh secrets; CHORUS_HOST=chorus.example.com, DEV=1 with mailbox and hot reload
	@$(CHORUS) env

up: ## Start the platform in containers, until all of it is healthy
	@$(CHORUS) up

down: ## Stop the platform in containers, keep its data
	@$(CHORUS) down

upgrade: ## New images, the migration, then the services; not without a backup of the last 26 hours, or WITHOUT_BACKUP=1
	@$(CHORUS) upgrade $(if $(WITHOUT_BACKUP),--without-backup)

rollback: ## Go back to the images that ran before the last upgrade
	@$(CHORUS) rollback

verify-kubernetes: ## Build the overlays of Kubernetes and compare them with its schemas (seconds; asks an API server where one was built)
	@$(CHORUS) verify-kubernetes

deploy: ## Migration, then services, in Kubernetes; ENVIRONMENT=staging, DIGESTS=digests.json of a release
	@$(CHORUS) deploy $(ENVIRONMENT) $(DIGESTS)

verify-workflows: ## Lint what GitHub runs (actionlint, zizmor)
	@$(CHORUS) verify-workflows

licences: ## Licences of every dependency that is shipped; fails for one that is not allowed
	@$(CHORUS) licences

sbom: ## Write sbom.cdx.json, the list of what is shipped (CycloneDX)
	@$(CHORUS) sbom

scan-secrets: ## Look for secrets in the whole history (gitleaks)
	@$(CHORUS) scan-secrets

build: ## Build what is shipped
	@$(CHORUS) build

clean: ## Remove build and test results, keep the databases
	@rm -rf apps/*/dist services/*/dist shared/*/dist .turbo test-results playwright-report coverage .chorus/test-results
