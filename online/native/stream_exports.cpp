// The functions of a stream that Python calls. None of them is called from two threads at once, but for
// `flame_stream_take` and `flame_stream_deliver`, which the thread that brings experts for Python calls.

#include <algorithm>
#include <cstring>
#include <numeric>

#include "stream.h"

using namespace flame_stream;

extern "C" {

#define FLAME_EXPORT __attribute__((visibility("default")))

struct Opening {  // mirrored in online/serving/native_stream.py
  const Layer* layers;
  std::int64_t layer_count, decoder_layers;
  const Spec* specs;
  std::int64_t expert_count;
  const File* files;
  std::int64_t file_count;
  double bytes_per_s, latency_s;
  std::int32_t workers, policy;
  const std::int32_t* slots;
  std::int64_t pool_count;
  const std::int32_t* pool_of_layer;
  const std::int16_t* symbols;  // null without a table
  std::int64_t symbol_count, top_k;
  const Level* levels;
  const std::int64_t* first_level;
  const HiddenMap* hidden;  // of each layer of the decoder; null without a predictor from what routers read
  Ranker ranker;            // null without a predictor of Python's
  Decided decided;
  Ranker reuser;    // null without a table of reuse
  Evictor evictor;  // null without a policy of Python's
  std::int32_t preload, record_events, waits_for_token, needs_all;
  double deadline_s;
  ThrottleRules throttle;
};

struct Happened {  // mirrored there
  std::int64_t steps, loaded_bytes, paused_decisions, visits, computed, load_events;
  double warned_s;
  std::int64_t warned_pause;
};

constexpr std::int32_t warns = 256;

static std::int32_t with_warning(Stream* stream, Status status) {
  return static_cast<std::int32_t>(status) + (stream->throttle().to_be_said() ? warns : 0);
}

struct Failure {  // mirrored there
  std::int64_t expert, load, fault_number;
  std::int32_t fault;
};

// Into *stream, so that whoever is interrupted holds it.
FLAME_EXPORT void flame_stream_open(const Opening* o, Stream** stream) {
  Setup setup;
  setup.layers.assign(o->layers, o->layers + o->layer_count);
  setup.decoder_layers = static_cast<int>(o->decoder_layers);
  setup.preload = o->preload;
  setup.deadline_s = o->deadline_s;
  setup.throttle = o->throttle;
  setup.record_events = o->record_events != 0;
  setup.ranker = o->ranker;
  setup.decided = o->decided;
  setup.reuser = o->reuser;
  setup.waits_for_token = o->waits_for_token != 0;
  setup.needs_all = o->needs_all != 0;
  std::vector<Spec> specs(o->specs, o->specs + o->expert_count);
  for (const Spec& spec : specs) setup.bytes.push_back(spec.bytes);
  const int experts = static_cast<int>(o->layers[0].num_experts);
  auto buffer = std::make_unique<Buffer>(
      static_cast<Policy>(o->policy), std::vector<int>(o->slots, o->slots + o->pool_count),
      std::vector<int>(o->pool_of_layer, o->pool_of_layer + o->decoder_layers), experts, o->evictor);
  const std::int64_t slots = std::accumulate(o->slots, o->slots + o->pool_count, std::int64_t{0});
  auto loads = std::make_unique<Loads>(std::move(specs), std::vector<File>(o->files, o->files + o->file_count),
                                       o->bytes_per_s, o->latency_s, o->workers, slots, setup.record_events);
  std::unique_ptr<Table> table;
  if (o->symbols)
    table = std::make_unique<Table>(o->symbols, o->symbol_count, static_cast<int>(o->top_k), experts, o->levels,
                                    o->first_level, setup.decoder_layers);
  std::unique_ptr<HiddenMaps> hidden;
  if (o->hidden) hidden = std::make_unique<HiddenMaps>(o->hidden, o->decoder_layers);
  *stream = new Stream(std::move(setup), std::move(buffer), std::move(loads), std::move(table), std::move(hidden));
}

// A status, plus `warns` the first time that the throttle has stopped preloads.
FLAME_EXPORT std::int32_t flame_stream_begin(Stream* stream, const Call* call) {
  return with_warning(stream, stream->begin(*call));
}

// The same for one token of each sequence and its most probable expert; threads of 0 are those of the call before.
std::int32_t flame_stream_switch(Stream* stream, std::int32_t layer, std::int32_t bf16, std::int32_t threads,
                                 std::int64_t tokens, const void* hidden, const float* probabilities, void* output) {
  const Call call{layer,  bf16, hidden, nullptr, nullptr, nullptr,
                  output, tokens, 1,    tokens,  threads ? threads : stream->threads(), probabilities};
  return with_warning(stream, stream->begin(call));
}

FLAME_EXPORT std::int32_t flame_stream_advance(Stream* stream) { return with_warning(stream, stream->advance()); }

FLAME_EXPORT std::int32_t flame_stream_warm(Stream* stream, const std::int32_t* experts, std::int64_t count) {
  return static_cast<std::int32_t>(stream->warm(std::vector<int>(experts, experts + count)));
}

FLAME_EXPORT void flame_stream_clear(Stream* stream) { stream->clear(); }
FLAME_EXPORT void flame_stream_predict(Stream* stream, std::int32_t on) { stream->predict(on != 0); }
FLAME_EXPORT std::int32_t flame_stream_preload_early(Stream* stream, std::int32_t layer) {
  return with_warning(stream, stream->preload_early(layer));
}
FLAME_EXPORT void flame_stream_begin_example(Stream* stream) { stream->begin_example(); }
FLAME_EXPORT std::int32_t flame_stream_begin_pass(Stream* stream, std::int64_t sequences) {
  return with_warning(stream, stream->begin_pass(static_cast<int>(sequences)));
}
FLAME_EXPORT std::int32_t flame_stream_place(Stream* stream, std::int32_t expert) { return stream->place(expert); }

FLAME_EXPORT void flame_stream_failure(Stream* stream, Failure* out) {
  const Load& load = *stream->failed();
  *out = {load.expert, load.id, load.fault_number, static_cast<std::int32_t>(load.fault)};
}

FLAME_EXPORT void flame_stream_happened(Stream* stream, Happened* out) {
  *out = {stream->step() + 1,
          stream->loads().loaded_bytes(),
          stream->throttle().paused,
          static_cast<std::int64_t>(stream->visits().size()),
          static_cast<std::int64_t>(stream->computed().size()),
          static_cast<std::int64_t>(stream->loads().events().size()),
          stream->throttle().warned_s,
          stream->throttle().warned_pause};
}

FLAME_EXPORT void flame_stream_counts(Stream* stream, Counts* out) {
  std::copy(stream->counts().begin(), stream->counts().end(), out);
}

// Milliseconds that decoding has waited for experts.
FLAME_EXPORT double flame_stream_stalled_ms(Stream* stream) {
  double sum = 0;
  for (const Counts& layer : stream->counts()) sum += layer.stall_ms;
  return sum;
}

// As many as `happened` has said.
FLAME_EXPORT void flame_stream_visits(Stream* stream, std::int64_t count, std::int64_t* step_and_layer, Counts* out) {
  std::copy_n(stream->visited().begin(), 2 * count, step_and_layer);
  std::copy_n(stream->visits().begin(), count, out);
}

FLAME_EXPORT void flame_stream_computed(Stream* stream, std::int64_t count, Computed* out) {
  std::copy_n(stream->computed().begin(), count, out);
}

FLAME_EXPORT void flame_stream_load_events(Stream* stream, std::int64_t count, LoadEvent* out) {
  std::copy_n(stream->loads().events().begin(), count, out);
}

// A load that Python has to bring: its number and expert; and up to `room` numbers of loads that nobody holds any more,
// in `released`, whose count is `*released_count`. 1 with a load, 0 with none for now, -1 at the end.
FLAME_EXPORT std::int32_t flame_stream_take(Stream* stream, double seconds, std::int64_t* load, std::int64_t* expert,
                                            std::int64_t* released, std::int64_t room, std::int64_t* released_count) {
  std::vector<std::int64_t> gone;
  const int found = stream->loads().take(now_s() + seconds, load, expert, gone, static_cast<std::size_t>(room));
  *released_count = static_cast<std::int64_t>(gone.size());
  std::copy(gone.begin(), gone.end(), released);
  return found;
}

// What Python brought: null where that failed. From now on its expert is loaded as `from_now_on` says, if it does. True
// where it was copied, and Python need not keep it.
FLAME_EXPORT std::int32_t flame_stream_deliver(Stream* stream, std::int64_t load, const Spec* expert,
                                               const Spec* from_now_on) {
  return stream->loads().deliver(load, expert, from_now_on);
}

// Ends the loads; false when a thread hangs in one, and the stream must not be freed.
FLAME_EXPORT std::int32_t flame_stream_close(Stream* stream, double seconds) {
  return stream->loads().close(now_s() + seconds);
}

// After a clean end: what was resident is given up, counts and events stay.
FLAME_EXPORT void flame_stream_rest(Stream* stream) {
  stream->clear();
  stream->loads().give_up_memory();
}

FLAME_EXPORT void flame_stream_free(Stream* stream) { delete stream; }

// Rankings of one map, as a stream makes them: out [sequences, top]; `set` is the best instruction set allowed.
FLAME_EXPORT void flame_stream_rank_hidden(const HiddenMap* map, const float* states, std::int32_t sequences,
                                           std::int32_t top, std::int32_t set, std::int32_t* out) {
  std::vector<std::vector<int>> rankings;
  HiddenMaps(map, 1).rank(0, states, sequences, top, flame_nm::available(set), rankings);
  for (const auto& ranking : rankings) out = std::copy(ranking.begin(), ranking.end(), out);
}
}
