# What there is to do here: make help.

SHELL         := /bin/bash
.SHELLFLAGS   := -euo pipefail -c
.DEFAULT_GOAL := help

CONFIGURATION := Release
BIN           := artifacts/bin
DEMO          := artifacts/demo
# make build compiles to machine code for this machine; make build READY_TO_RUN=false where the compiler for it can't be restored.
READY_TO_RUN  := true
RID           := $(patsubst Linux,linux,$(patsubst Darwin,osx,$(shell uname -s)))-$(patsubst x86_64,x64,$(patsubst aarch64,arm64,$(shell uname -m)))

export IMAGE BASE_AMD64 BASE_ARM64
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export MASSTRANSIT_USAGE_TELEMETRY := false

.PHONY: help build image demo test lint bench soak clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

build: ## compile; leaves wolfictl, wolfictl-scheduler and wolfictl-cache-worker in artifacts/bin
	dotnet publish src/Submitter -c $(CONFIGURATION) -r $(RID) --self-contained false --nologo -v quiet \
	  -p:PublishReadyToRun=$(READY_TO_RUN) -p:ArtifactsPath=$(CURDIR)/artifacts/release -o $(BIN)
	@ls $(BIN)/wolfictl $(BIN)/wolfictl-scheduler $(BIN)/wolfictl-cache-worker

# make image: where it goes, and an image with the .NET runtime and ASP.NET for each architecture; scripts/image-root.sh makes one of this machine's files.
IMAGE         :=
BASE_AMD64    :=
BASE_ARM64    :=

image: ## put the wolfictl image together: IMAGE=registry/repository:tag BASE_AMD64=image BASE_ARM64=image
	@: "$${IMAGE:?is needed: registry/repository:tag, where the image goes}" "$${BASE_AMD64:?is needed: an image with the .NET runtime for amd64}" "$${BASE_ARM64:?is needed: the same for arm64}"
	rm -rf artifacts/image
	dotnet publish src/Submitter -c $(CONFIGURATION) --nologo -v quiet -p:UseAppHost=false -p:ArtifactsPath=$(CURDIR)/artifacts/release -o artifacts/image
	dotnet run --project deploy/image -v quiet -- wolfictl --app artifacts/image --base "amd64=$$BASE_AMD64" --base "arm64=$$BASE_ARM64" --target "$$IMAGE"

demo: build ## build two packages of examples/tiny-distro on this machine
	rm -rf $(DEMO)
	$(BIN)/wolfictl submit greet farewell -d examples/tiny-distro --out $(DEMO)
	@echo && echo "Built into $(DEMO):" && find $(DEMO) -type f | LC_ALL=C sort

test: ## run every test, on servers of its own; ends with N passed, N failed, N skipped
	@scripts/test.sh

lint: ## check formatting, scripts, the compose file and that all versions are locked
	@scripts/lint.sh

bench: build ## print how fast it is, as ratios to peers in the same run
	@bench/run.sh

soak: ## run the tests that take long
	@MELANGE_FUZZ_INPUTS=100000 scripts/test.sh --filter 'Category=Soak|FullyQualifiedName~FuzzTests'

clean: ## remove all that was made here
	rm -rf artifacts examples/tiny-distro/packages
