// A hammer for the loads and the decode step of the native stream, to be built with a sanitizer (`make sanitize`);
// `hammer_products.cpp` has the products.
//
// Experts of one row and one column each, whose value says which expert it is: they come from a file on two threads,
// from memory behind a link, or from a thread that stands for Python's. Loads are asked for, hurried, set aside, dropped
// and given up in random order; decisions are computed beside preloads that are often wrong. Every answer is checked.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <algorithm>
#include <thread>

#include "../../../online/native/nm_pool.h"
#include "../../../online/native/stream.h"
#include "hammer_products.h"

using namespace flame_stream;

namespace {

constexpr int layers = 3, experts = 16, all = layers * experts;
constexpr std::size_t expert_bytes = 3 << 20;  // several pieces of a read, so that preloads make way

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "hammer: %s\n", what);
  std::exit(1);
}

float value_of(int expert) { return 1.0f + static_cast<float>(expert); }

const flame_nm::Plan* dense_plan() {
  static const flame_nm::Plan* const plan = flame_nm::make_plan(1, 1, flame_nm::Encoding::bitmask, 1);
  return plan;
}

flame_nm::Matrix matrix_at(const float* value) {
  return {dense_plan(), value, reinterpret_cast<const std::uint8_t*>(value), nullptr, nullptr, nullptr, 0, 1, 1, 0, 0};
}

std::vector<float> values;

Spec spec_of(int expert, Source source) {
  static const float one = 1.0f;
  Spec spec{};
  spec.up = matrix_at(&values[static_cast<std::size_t>(expert)]);
  spec.down = source == Source::file ? spec.up : matrix_at(&one);
  spec.bytes = source == Source::file ? static_cast<std::int64_t>(expert_bytes) : 4096;
  spec.source = static_cast<std::int32_t>(source);
  if (source == Source::file) {
    spec.base = reinterpret_cast<const std::uint8_t*>(&values[static_cast<std::size_t>(expert)]);
    spec.offset = static_cast<std::int64_t>(expert_bytes) * expert;
  }
  return spec;
}

int written(const char* path) {
  const int descriptor = open(path, O_CREAT | O_TRUNC | O_RDWR, 0600);
  std::vector<float> content(expert_bytes / sizeof(float));
  for (int expert = 0; expert < all; ++expert) {
    std::fill(content.begin(), content.end(), value_of(expert));
    require(write(descriptor, content.data(), expert_bytes) == static_cast<ssize_t>(expert_bytes), "no room on disk");
  }
  return descriptor;
}

std::vector<File> files_of(int descriptor) {
  const auto size = static_cast<std::int64_t>(expert_bytes) * all;
  futimens(descriptor, std::vector<timespec>{{1000, 0}, {1000, 0}}.data());
  return {{descriptor, 0, size, std::int64_t{1000} * 1000000000}};
}

// Brings what these threads do not, as Python's thread does.
class Bringer {
 public:
  explicit Bringer(Loads& loads) : thread_([&loads] {
    std::int64_t load = 0, expert = 0;
    std::vector<std::int64_t> released;
    for (int found; (found = loads.take(now_s() + 0.01, &load, &expert, released, 8)) >= 0;) {
      if (!found) continue;
      const Spec brought = spec_of(static_cast<int>(expert), Source::memory);
      loads.deliver(load, &brought, nullptr);
    }
  }) {}
  ~Bringer() { thread_.join(); }

 private:
  std::thread thread_;
};

std::vector<Spec> specs_of(Source source) {
  std::vector<Spec> specs;
  for (int expert = 0; expert < all; ++expert) specs.push_back(spec_of(expert, source));
  return specs;
}

void hammer_loads(Source source, int descriptor, int rounds) {
  std::mt19937 dice(static_cast<unsigned>(source));
  Loads loads(specs_of(source), source == Source::file ? files_of(descriptor) : std::vector<File>{},
              source == Source::memory ? 1e8 : 0, 0, source == Source::file ? 2 : 0, 6, true);
  Bringer bringer(loads);
  for (int round = 0; round < rounds; ++round) {
    std::vector<LoadPtr> asked;
    for (int i = 0; i < 6; ++i) asked.push_back(loads.request(static_cast<int>(dice() % all), dice() % 4 == 0));
    std::shuffle(asked.begin(), asked.end(), dice);
    for (LoadPtr& load : asked) {
      const bool aside = dice() % 4 == 0 && !load->on_demand;
      if (aside && loads.set_aside(load)) {
        require(!loads.drop(load) && !loads.done(load), "what has not begun is off the queue");
        continue;
      }
      if (aside && dice() % 2) loads.expect_again(load);
      if (dice() % 5 < 2 && loads.drop(load)) {
        require(!loads.drop(load) && !loads.done(load), "a dropped load is off the queue");
      } else if (dice() % 8) {
        require(loads.wait(load, now_s() + 60), "a load is late");
        require(load->fault == Fault::none, "a load failed");
        require(*static_cast<const float*>(load->compute.up->values) == value_of(load->expert), "another expert's bytes");
      }  // else it is given up, wherever it is
      load.reset();
    }
    if (dice() % 16 == 0) loads.drop_all();
  }
  require(loads.close(now_s() + 60), "a thread hangs");
}

thread_local std::mt19937 guesses(7);

std::int32_t guess(std::int32_t, std::int32_t top, std::int32_t sequences, std::int32_t* ranked) {
  for (int i = 0; i < sequences * top; ++i) ranked[i] = static_cast<std::int32_t>(guesses() % experts);
  return 0;
}
std::int32_t decided() { return 0; }

// A policy of Python's: the resident that was loaded first leaves.
std::vector<std::vector<std::int32_t>> loaded;

std::int32_t first_leaves(std::int32_t asked, std::int32_t pool, std::int32_t expert, std::int64_t, std::int32_t,
                          const std::int32_t* pinned, std::int64_t count) {
  if (static_cast<Asked>(asked) == Asked::cleared) return loaded.assign(3, {}), none;
  auto& own = loaded[static_cast<std::size_t>(pool)];
  if (static_cast<Asked>(asked) == Asked::loaded) own.push_back(expert);
  if (static_cast<Asked>(asked) == Asked::evicted) own.erase(std::find(own.begin(), own.end(), expert));
  if (static_cast<Asked>(asked) != Asked::victim) return none;
  const auto kept = [&](std::int32_t each) { return std::find(pinned, pinned + count, each) != pinned + count; };
  const auto found = std::find_if(own.begin(), own.end(), [&](std::int32_t each) { return !kept(each); });
  return found == own.end() ? none : *found;
}

void hammer_steps(Source source, int descriptor, Policy policy, bool hidden, int steps) {
  std::mt19937 dice(static_cast<unsigned>(policy) + 1);
  Setup setup;
  for (int layer = 0; layer < layers; ++layer) setup.layers.push_back({layer * experts, experts, 1});
  setup.decoder_layers = layers;
  setup.preload = 2;
  setup.deadline_s = 60;
  setup.throttle = {64, 256, 64, 4, 4096, 3, 16, 2e-4, 2.5e-7, 2e-5, 1};
  setup.record_events = true;
  if (!hidden) setup.ranker = guess;
  setup.decided = decided;
  setup.reuser = guess;
  setup.bytes.assign(all, spec_of(0, source).bytes);
  auto loads = std::make_unique<Loads>(
      specs_of(source), source == Source::file ? files_of(descriptor) : std::vector<File>{},
      source == Source::memory ? 1e8 : 0, 0, source == Source::file ? 2 : 0, 9, true);
  Loads& its = *loads;
  const std::vector<float> scores(experts, 0.5f);  // all are equal: it is not what is predicted that is tested
  HiddenMap map{matrix_at(scores.data()), {}, {}};
  map.scores.rows = experts;
  auto maps = hidden ? std::make_unique<HiddenMaps>(std::vector<HiddenMap>(layers, map).data(), layers) : nullptr;
  Stream stream(std::move(setup), std::make_unique<Buffer>(policy, std::vector<int>{3, 2, 4}, std::vector<int>{0, 1, 2},
                                                            experts, first_leaves), std::move(loads), nullptr,
                std::move(maps));
  Bringer bringer(its);
  for (int step = 0; step < steps; ++step)
    for (int layer = 0; layer < layers; ++layer) {
      const float hidden[2] = {1.0f, 2.0f}, weights[6] = {1, 1, 1, 1, 1, 1};
      std::int64_t index[6];
      for (std::int64_t& each : index) each = static_cast<std::int64_t>(dice() % experts);
      float output[2] = {};
      const bool prompt = dice() % 16 == 0;
      Call call{layer, 0, hidden, index, nullptr, weights, output, 2, 3, prompt ? 1 : 2, static_cast<int>(1 + dice() % 3)};
      if (dice() % 32 == 0) stream.clear();
      Status status = stream.begin(call);
      while (status == Status::waiting) status = stream.advance();
      require(status == Status::done, "a step failed");
      for (int token = 0; token < 2; ++token) {
        float expected = 0;
        for (int k = 0; k < 3; ++k) {
          const float value = value_of(layer * experts + static_cast<int>(index[3 * token + k]));
          expected += hidden[token] * value * (source == Source::file ? value : 1.0f);
        }
        require(output[token] == expected, "another answer");
      }
    }
  require(its.close(now_s() + 60), "a thread hangs");
  stream.clear();
}

}  // namespace

int main(int count, char** arguments) {
  flame_nm::call_little(0);  // all of it is
  const int rounds = count > 2 ? std::atoi(arguments[2]) : 100;
  for (int expert = 0; expert < all; ++expert) values.push_back(value_of(expert));
  const int descriptor = written(arguments[1]);
  for (const Source source : {Source::memory, Source::python, Source::file}) {
    hammer_loads(source, descriptor, rounds);
    for (int policy = 0; policy < 8; ++policy) hammer_steps(source, descriptor, static_cast<Policy>(policy), policy % 2, rounds);
  }
  hammer_products(10 * rounds);
  close(descriptor);
  unlink(arguments[1]);
  std::puts("hammer: every answer is right");
}
