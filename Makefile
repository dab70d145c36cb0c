# Every target works on a machine with only cargo, Node and apt: it first installs what it needs
# (see scripts/setup.sh). For the Rust crate alone, plain cargo is enough.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-wasm setup-js setup-browser setup-environments wasm js test test-archive environments properties simulation growth growth-full fuzz mutants coverage dependencies public-api schemas \
	problems demo serve bench size docs clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## install all tools that are missing
	@scripts/setup.sh
setup-wasm: ## … only those for the WebAssembly module
	@scripts/setup.sh wasm
setup-js: ## … only the npm packages
	@scripts/setup.sh js
setup-browser: ## … only Chromium, for the browser tests
	@scripts/setup.sh browser

setup-environments: ## … only the frameworks and browsers that `make environments` tries
	@scripts/setup.sh environments

# The folders are listed too, so that a deleted file counts as a change.
wasm_inputs := $(shell find src) Cargo.toml Cargo.lock js/package-lock.json \
	scripts/wasm.sh scripts/wasm-target.sh scripts/versions.sh

wasm: pkg/.built ## build the WebAssembly modules, pkg/forms, pkg/full and pkg/command
pkg/.built: $(wasm_inputs) | setup-wasm setup-js
	scripts/wasm.sh
	@touch $@

js: wasm ## build the npm package
	cd js && npm run build

test: setup ## run every check, as CI does
	@scripts/test.sh

test-archive: ## run every check in an unpacked archive of the last commit, without git
	@scripts/test-archive.sh

environments: js setup-browser setup-environments ## try the npm package in every framework, test runner, runtime and browser, with a verdict each
	cd js && npm run test:environments

growth: wasm ## run the growth tests: counted work at one size and at twice that size
	cargo run --quiet --release --locked --manifest-path tests/growth/Cargo.toml

growth-full: ## read documents of the largest size that is accepted: takes minutes and 8 GiB of memory
	cargo run --quiet --release --locked --manifest-path tests/growth/Cargo.toml -- --full

dependencies: ## check licences, sources and advisories of all dependencies, of npm packages too
	@scripts/dependencies.sh

public-api: ## regenerate the list of public items, after an intended change
	@scripts/public-api.sh --write

fuzz: ## run each fuzz target for MINUTES=10 with libFuzzer, then growth-full; SEED and TARGETS can be set
	@scripts/fuzz.sh
	@$(MAKE) --no-print-directory growth-full

properties: ## run the property tests with more, new cases: CASES=20000 SEED=1 sets them
	@scripts/properties.sh

simulation: ## compare batches drawn from known distributions: how often verdicts are wrong; takes minutes
	SIMULATION=full cargo test --quiet --release --test simulation -- --nocapture --test-threads=1

mutants: ## change the code one place at a time, and see whether the tests notice: PART=estimate sets a part
	@scripts/mutants.sh $(PART)

coverage: ## print which lines of the crate its tests reach
	@scripts/coverage.sh

schemas: ## regenerate the JSON Schemas, after a change to the types
	cargo run --quiet --example write_schemas --features schema

problems: ## regenerate docs/problems.md, after a change to the head of a rule
	WRITE=1 cargo test --quiet --all-features --test problem_names the_document_is_made_of_the_heads

demo: setup js ## show the command line in action
	@scripts/demo.sh

serve: js ## serve the form page and print its address
	cd js/demo && npm run build && npm start

bench: setup-js setup-browser js ## measure speed, as ratios
	@scripts/bench.sh

size: js ## measure the sizes of the package
	cd js && npm run size

docs: setup-js ## build the documentation: target/doc/scale_batch and target/doc/npm
	cargo doc --no-deps --all-features
	cd js && npm run docs

clean: ## remove build output, but keep the installed tools
	rm -rf target pkg dist js/dist js/build js/*/dist js/*/build js/src/generated
