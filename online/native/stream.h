// A stream's decode step: one call computes the experts of a decision, wherever they are.
//
// States online/serving/decoding.py, residency.py and throttle.py again, without a Python object for an expert; tests
// hold answers and counts equal. A call may come back before it is done (`Status::waiting`), so that Python can look for
// signals; `advance` goes on.

#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "stream_buffer.h"
#include "stream_hidden.h"
#include "stream_loads.h"
#include "stream_predictor.h"
#include "stream_throttle.h"

namespace flame_stream {

enum class Status : std::int32_t { done = 0, waiting = 1, failed = 2, late = 3, closed = 4, python = 5 };

struct Counts {  // of a layer; mirrored in online/serving/native_stream.py, names as LayerCounts has them
  std::int64_t accesses, hits, late, little, demand_loads, preloads, useful_preloads, dropped_preloads, demand_bytes,
      useful_bytes, late_bytes, wasted_bytes;
  double stall_ms, caused_ms;
};

struct Computed {  // an event; mirrored there
  std::int64_t step;
  std::int32_t layer, expert;
  double start_s, end_s;
};

// A predictor of Python's: rankings of a layer, `top` each, into [sequences, top], -1 for none; 0 when it succeeded.
using Ranker = std::int32_t (*)(std::int32_t layer, std::int32_t top, std::int32_t sequences, std::int32_t* ranked);
// Tells it what the present decision was, before it is asked for the next.
using Decided = std::int32_t (*)();

struct Layer {  // mirrored there; the decoder's come first
  std::int64_t first_expert, num_experts, hidden;
};

struct Setup {
  std::vector<Layer> layers;
  int decoder_layers = 0, preload = 1;
  double deadline_s = 0;
  std::vector<std::int64_t> bytes;  // packed size of each expert
  ThrottleRules throttle{};
  bool record_events = false;
  Ranker ranker = nullptr;
  Decided decided = nullptr;
  Ranker reuser = nullptr;  // ranks, after its decision, what a layer will want again
  bool waits_for_token = false;  // the first layer is ranked once its token is known (`Stream::begin_pass`)
  bool needs_all = false;        // all that is ranked will be needed: what is resident does not leave for the rest
};

struct Call {  // mirrored there
  std::int32_t layer, bf16;  // bf16: what enters and leaves is bf16 and not fp32
  const void* hidden;        // [tokens, hidden]
  const std::int64_t* index;  // [tokens, top_k]; null where the most probable expert is chosen
  const std::uint8_t* dropped;  // the same, or null
  const float* weights;         // the same
  void* output;                 // as hidden
  std::int64_t tokens, top_k, sequences;
  std::int32_t threads;
  const float* probabilities;  // [tokens, experts], or null
};

class Stream {
 public:
  Stream(Setup setup, std::unique_ptr<Buffer> buffer, std::unique_ptr<Loads> loads, std::unique_ptr<Table> table,
         std::unique_ptr<HiddenMaps> hidden);

  void clear();  // a pass was cut off
  void begin_example();
  void predict(bool on);  // whether to ask the predictor, until it is said anew
  Status preload_early(int layer);  // what is expected at a layer of the coming step, before its turn
  Status begin_pass(int sequences);  // their next tokens are known: preloads what waited for that
  Status begin(const Call& call);
  Status advance();
  Status warm(const std::vector<int>& experts);

  Loads& loads() { return *loads_; }
  Throttle& throttle() { return throttle_; }
  std::int64_t step() const { return step_; }
  int place(int expert);  // 0 none, 1 used, 2 preloaded, 3 coming
  const std::vector<Counts>& counts() const { return counts_; }
  const std::vector<Counts>& visits() const { return visits_; }
  const std::vector<std::int64_t>& visited() const { return visited_; }  // step and layer of each visit
  const std::vector<Computed>& computed() const { return computed_; }
  const LoadPtr& failed() const { return failed_; }
  std::int32_t threads() const { return std::max(1, call_.threads); }

 private:
  struct Use {  // the rows of a chosen expert
    int expert;
    std::size_t first, count;
  };
  struct Item {  // an expert of this decision whose load is under way or done
    std::size_t use;
    LoadPtr load;
    bool on_time;
  };

  void choose();
  void group();
  bool every_token(const Use& use) const;
  void begin_decoding();
  void read_prompt();
  Status decode();
  Status pass();
  void ask_crowded();
  std::size_t window() const { return static_cast<std::size_t>(std::max(1, loads_->in_flight())) + 1; }
  Status arrive(Item& item);
  Status bring(LoadPtr& load);
  void account(const Item& item);
  void read_rows();
  void compute(const Item* items, std::size_t count);
  void add(const Use& use, const float* rows);
  void reduce();
  void finish();

  void decide(const std::vector<int>& wanted);
  LoadPtr demand(int expert);
  void bring_in(const Given& given, std::int64_t step, bool demanded);
  void leave(int expert);
  bool look_ahead();
  bool preload(int layer, std::int64_t step, bool early = false);
  bool ranks() const { return table_ || hidden_ || setup_.ranker; }
  bool rank(int layer, int top);
  bool ask(Ranker ranker, int layer, int top);
  bool python_failed() const { return python_failed_ || buffer_->failed(); }
  void entries(int token_first, int count, std::vector<int>& symbols);
  Counts& count(int expert) { return counts_[static_cast<std::size_t>(buffer_->layer_of(expert))]; }

  Setup setup_;
  std::unique_ptr<Buffer> buffer_;
  std::unique_ptr<Loads> loads_;
  std::unique_ptr<Table> table_;
  std::unique_ptr<Paths> paths_;
  std::unique_ptr<HiddenMaps> hidden_;
  Throttle throttle_;
  bool predicts_, preloaded_ = false, python_failed_ = false;
  std::int64_t step_ = -1;

  std::vector<LoadPtr> resident_;  // by expert of the decoder
  std::vector<char> unused_, fresh_, displaced_;
  Marks wanted_;
  std::uint64_t turn_ = 0;

  Call call_{};
  bool decoding_ = false, alone_ = false;
  double waiting_since_ = 0, waited_s_ = 0;
  std::vector<Use> uses_;
  std::vector<std::size_t> places_;
  std::vector<Item> items_, coming_;
  std::vector<std::size_t> missing_;  // uses that wait for a slot of this decision's own
  std::size_t next_item_ = 0, arrived_ = 0, next_missing_ = 0;  // items before `arrived_` are there
  std::vector<flame_nm::Use> batch_;
  const float* entering_ = nullptr;
  std::vector<float> widened_, rows_, gates_, outputs_, best_;
  std::vector<std::int64_t> chosen_;
  std::vector<int> newest_, found_, wishes_, ranked_;
  std::vector<std::int64_t> sorted_;
  std::vector<std::vector<int>> rankings_;
  std::vector<Given> given_;

  std::vector<Counts> counts_, seen_counts_, visits_;
  std::vector<std::int64_t> visited_;
  std::vector<Computed> computed_;
  LoadPtr failed_;
};

}  // namespace flame_stream
