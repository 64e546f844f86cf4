# Commands for people; `make help` lists them. `make check` is exactly what CI runs.
SHELL := /bin/bash
.DEFAULT_GOAL := help

GO        ?= go
BIN       := bin/splot
GOFUMPT   := mvdan.cc/gofumpt@v0.12.0
LINTER    := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
TOOLS     := $(CURDIR)/bin/tools
CLIENT    := $(shell find frontend/src frontend/public frontend/index.html frontend/package-lock.json frontend/vite.config.ts frontend/tsconfig.json -type f 2>/dev/null)
GO_FILES  := $(shell find cmd app realtime search frontend infra -name node_modules -prune -o -name '*.go' -print 2>/dev/null)
ADDR      ?= 127.0.0.1:8080

.PHONY: help
help: ## List the commands
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

frontend/node_modules/.ok: frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

frontend/dist/index.html: $(CLIENT) frontend/node_modules/.ok
	cd frontend && npm run --silent build
	@touch $@

.PHONY: build
build: frontend/dist/index.html ## Build the web client and the program into bin/splot
	$(GO) build -o $(BIN) ./cmd/splot

.PHONY: demo
demo: build ## Build and run with demonstration data; prints the address and the sign-ins
	$(BIN) demo --addr $(ADDR)

.PHONY: run
run: build ## Build and run on the data folder of the working copy
	$(BIN) serve --addr $(ADDR) --data data

.PHONY: test
test: frontend/node_modules/.ok redis ## Run all tests but the ones in the browser
	$(GO) vet ./...
	$(GO) test -race -timeout 20m ./...
	$(MAKE) --no-print-directory crash ranking storm
	cd infra/mongostore/ferrettest && $(GO) test -timeout 20m ./...
	cd frontend && npm test --silent

.PHONY: crash
crash: ## Kill the program a hundred times while people write, and look for what is lost
	$(GO) test -timeout 20m -run Killed ./app/feed ./cmd/splot/program

.PHONY: storm
storm: ## Send ten thousand hostile requests to a program with little memory
	$(GO) test -timeout 10m -run Storm ./app/httpapi

.PHONY: ranking
ranking: ## Compare the ranking with its figures on judged data (skipped where ../shared/matching is absent)
	$(GO) test -timeout 20m -run 'Judged|RealData' ./cmd/splot ./app/matching

.PHONY: quick
quick: ## Run the short tests, without the race detector and FerretDB
	$(GO) test -short ./...
	cd frontend && npm test --silent

.PHONY: e2e
e2e: build chromium ## Run the tests in a real browser
	cd frontend && npm run --silent size && npm run --silent e2e

.PHONY: lint
lint: $(TOOLS)/golangci-lint $(TOOLS)/gofumpt frontend/node_modules/.ok ## Check formatting and style
	@test -z "$$($(TOOLS)/gofumpt -l cmd app realtime search infra frontend/*.go | tee /dev/stderr)" || { echo 'run make fmt'; exit 1; }
	$(TOOLS)/golangci-lint run ./...
	cd frontend && npm run --silent check

.PHONY: fmt
fmt: $(TOOLS)/gofumpt frontend/node_modules/.ok ## Format everything
	$(TOOLS)/gofumpt -w cmd app realtime search infra frontend/*.go
	cd frontend && npm run --silent format

.PHONY: gen
gen: frontend/node_modules/.ok ## Make the generated files anew: the API's description and the client's types
	$(GO) run ./cmd/splot openapi > app/httpapi/openapi.json.new && mv app/httpapi/openapi.json.new app/httpapi/openapi.json
	cd frontend && npm run --silent gen

.PHONY: fresh
fresh: gen
	@git diff --exit-code --stat -- app/httpapi/openapi.json frontend/src/shared/api/schema.d.ts || { echo 'generated files are stale: run make gen and commit'; exit 1; }

.PHONY: bench
bench: ## Measure matching and notification
	$(GO) build -o $(BIN) ./cmd/splot
	$(BIN) bench match
	$(BIN) bench notify

.PHONY: bench-api
bench-api: ## Measure the API beside PocketBase with equal records
	$(GO) build -o $(BIN) ./cmd/splot
	cd cmd/splot/bench/pocketbase && $(GO) build -o $(CURDIR)/bin/peer-pocketbase .
	$(BIN) bench api --entries 5600 --peer bin/peer-pocketbase

.PHONY: check
check: lint fresh test e2e ## Everything that CI runs

$(TOOLS)/golangci-lint:
	GOBIN=$(TOOLS) $(GO) install $(LINTER)

$(TOOLS)/gofumpt:
	GOBIN=$(TOOLS) $(GO) install $(GOFUMPT)

.PHONY: redis chromium
redis:
	@command -v redis-server >/dev/null || $(call install,redis-server)

chromium:
	@command -v chromium >/dev/null || $(call install,chromium)

# Debian's packages; elsewhere they have to be installed by hand, and what needs them says so.
install = { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(1) >/dev/null || echo "$(1) is missing: install it with your system's packages"; }
