// A decision computed: what is there first, what is on its way next, all added up in ascending order of experts.

#include <algorithm>
#include <cmath>
#include <cstring>

#include "stream.h"

namespace flame_stream {
namespace {

constexpr double slice_s = 0.05;  // how long Python's signals wait, at most

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

float widen(std::uint16_t half) {
  const std::uint32_t bits = static_cast<std::uint32_t>(half) << 16;
  float value;
  std::memcpy(&value, &bits, 4);
  return value;
}

std::uint16_t narrow(float value) {  // to the nearest, ties to even, as torch does
  if (std::isnan(value)) return 0x7FC0;
  std::uint32_t bits;
  std::memcpy(&bits, &value, 4);
  return static_cast<std::uint16_t>((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
}

}  // namespace

Status Stream::begin(const Call& call) {
  call_ = call;
  ++turn_;
  next_item_ = next_missing_ = next_asked_ = 0;
  asked_ = python_failed_ = false;
  waiting_since_ = waited_s_ = 0;
  items_.clear();
  missing_.clear();
  ahead_.clear();
  group();
  const bool decoder = call.layer < setup_.decoder_layers;
  decoding_ = decoder && call.tokens == call.sequences;
  if (decoding_) begin_decoding();
  else if (decoder) read_prompt();
  if (!decoding_ && !alone_) std::memset(call_.output, 0, at(call_.tokens * setup_.layers[at(call_.layer)].hidden) *
                                                              (call_.bf16 ? 2 : 4));
  return advance();
}

// Sorts the choices by expert; what is dropped, or is no expert, has no row.
void Stream::group() {
  const Layer& layer = setup_.layers[at(call_.layer)];
  const std::size_t choices = at(call_.tokens * call_.top_k);
  static thread_local std::vector<std::size_t> starts;
  starts.assign(at(layer.num_experts) + 1, 0);
  const auto chosen = [&](std::size_t i) {
    const std::int64_t expert = call_.index[i];
    return expert >= 0 && expert < layer.num_experts && !(call_.dropped && call_.dropped[i]);
  };
  for (std::size_t i = 0; i < choices; ++i)
    if (chosen(i)) ++starts[at(call_.index[i]) + 1];
  uses_.clear();
  for (std::size_t expert = 0; expert < at(layer.num_experts); ++expert) {
    const std::size_t count = starts[expert + 1];
    starts[expert + 1] += starts[expert];
    if (count) uses_.push_back({static_cast<int>(layer.first_expert) + static_cast<int>(expert), starts[expert], count});
  }
  places_.resize(starts.back());
  for (std::size_t i = 0; i < choices; ++i)
    if (chosen(i)) places_[starts[at(call_.index[i])]++] = i;
  alone_ = uses_.size() == 1 && every_token(uses_[0]);
}

// Whether an expert's rows are the call's own, one for each token.
bool Stream::every_token(const Use& use) const {
  if (use.count != at(call_.tokens)) return false;
  for (std::size_t i = 0; i < use.count; ++i)
    if (places_[use.first + i] / at(call_.top_k) != i) return false;
  return true;
}

void Stream::begin_decoding() {
  if (call_.layer == 0) ++step_;
  if (!preloaded_) preload(call_.layer, step_);
  std::vector<int>& wanted = wishes_;
  wanted.clear();
  wanted_.clear();
  for (const Use& use : uses_) {
    wanted.push_back(use.expert);
    wanted_.add(use.expert);
  }
  decide(wanted);
  if (table_) {
    newest_.clear();
    entries(0, static_cast<int>(call_.tokens), newest_);
    paths_->extend(newest_);
  } else if (setup_.decided && setup_.decided() != 0) {
    python_failed_ = true;
  }
  Counts& counts = counts_[at(call_.layer)];
  std::fill(fresh_.begin(), fresh_.end(), 0);
  std::vector<Item> coming;
  for (std::size_t i = 0; i < uses_.size(); ++i) {
    const Use& use = uses_[i];
    counts.accesses += static_cast<std::int64_t>(use.count);
    if (std::find(found_.begin(), found_.end(), use.expert) == found_.end()) {
      missing_.push_back(i);
      continue;
    }
    const LoadPtr& load = resident_[at(use.expert)];
    const bool on_time = loads_->done(load);
    (on_time ? counts.hits : counts.late) += static_cast<std::int64_t>(use.count);
    load->held_by = turn_;
    fresh_[at(use.expert)] = unused_[at(use.expert)];
    counts.useful_preloads += fresh_[at(use.expert)];
    unused_[at(use.expert)] = 0;
    (on_time ? items_ : coming).push_back({i, load, on_time});
  }
  items_.insert(items_.end(), coming.begin(), coming.end());
  std::size_t asked = 0;
  while (asked < missing_.size() && !buffer_->crowded(uses_[missing_[asked]].expert, wanted_)) {
    const std::size_t use = missing_[asked++];
    items_.push_back({use, demand(uses_[use].expert), false});
  }
  missing_.erase(missing_.begin(), missing_.begin() + static_cast<std::ptrdiff_t>(asked));
  looked_ahead_ = !missing_.empty();
  if (!alone_) outputs_.resize(std::max(outputs_.size(), places_.size() * at(setup_.layers[at(call_.layer)].hidden)));
}

void Stream::read_prompt() {
  preloaded_ = false;
  if (!table_) return;
  const int tokens = static_cast<int>(call_.tokens / call_.sequences), kept = std::min(tokens, paths_->prompt_tokens());
  newest_.clear();
  for (int i = 0; i < call_.sequences; ++i) entries((i + 1) * tokens - kept, kept, newest_);
  paths_->read_prompt(call_.layer, newest_, static_cast<int>(call_.sequences), kept, tokens);
}

Status Stream::advance() {
  const Status status = python_failed_ ? Status::python : decoding_ ? decode() : pass();
  return python_failed_ ? Status::python : status;
}

Status Stream::decode() {
  for (; next_item_ < items_.size(); ++next_item_) {
    Item& item = items_[next_item_];
    if (!looked_ahead_ && !item.on_time) look_ahead();  // while this one is on its way
    if (const Status status = arrive(item); status != Status::done) return status;
    compute(uses_[item.use], item.load);
    item.load.reset();
    if (looked_ahead_) continue;
    const double start = now_s();
    if (look_ahead()) throttle_.chose(now_s() - start);
  }
  if (!looked_ahead_) look_ahead();
  for (; next_missing_ < missing_.size(); ++next_missing_) {  // they take slots of this decision's own experts
    if (!asked_) {
      ++turn_;  // which are computed by now
      const std::size_t use = missing_[next_missing_];
      crowded_ = {use, demand(uses_[use].expert), false};
      asked_ = true;
      if (next_missing_ + 1 == missing_.size()) look_ahead();
    }
    if (const Status status = arrive(crowded_); status != Status::done) return status;
    compute(uses_[crowded_.use], crowded_.load);
    crowded_.load.reset();
    asked_ = false;
  }
  ++turn_;
  reduce();
  finish();
  return Status::done;
}

// Experts of a layer one by one, the next ones loading while one is computed.
Status Stream::pass() {
  const std::size_t window = static_cast<std::size_t>(std::max(1, loads_->in_flight())) + 1;
  for (; next_item_ < uses_.size(); ++next_item_) {
    for (; next_asked_ < uses_.size() && next_asked_ < next_item_ + window; ++next_asked_) {
      const int expert = uses_[next_asked_].expert;
      const LoadPtr here = call_.layer < setup_.decoder_layers ? resident_[at(expert)] : nullptr;
      const bool usable = here && loads_->done(here) && here->fault == Fault::none;
      ahead_.push_back(usable ? here : loads_->request(expert, true));
    }
    LoadPtr& load = ahead_.front();
    if (const Status status = bring(load); status != Status::done) return status;
    compute(uses_[next_item_], load);
    ahead_.erase(ahead_.begin());
  }
  return Status::done;
}

// Waits for an expert, a slice at a time.
Status Stream::bring(LoadPtr& load) {
  if (waiting_since_ == 0) waiting_since_ = now_s();
  const double until = waiting_since_ + setup_.deadline_s;
  if (!loads_->wait(load, std::min(until, now_s() + slice_s))) {
    failed_ = load;
    return now_s() >= until ? Status::late : Status::waiting;
  }
  waited_s_ += now_s() - waiting_since_;
  waiting_since_ = 0;
  if (load->fault == Fault::none) return load->join(call_.threads), Status::done;
  failed_ = load;
  return Status::failed;
}

Status Stream::arrive(Item& item) {
  Status status = bring(item.load);
  if (status == Status::failed && !item.load->on_demand) {  // its preload failed: it is needed only now
    const int expert = uses_[item.use].expert;
    const LoadPtr again = loads_->request(expert, true, step_);
    if (resident_[at(expert)] == item.load) resident_[at(expert)] = again;
    item.load = again;
    status = bring(item.load);
  }
  if (status == Status::done) account(item);
  return status;
}

void Stream::account(const Item& item) {
  const int expert = uses_[item.use].expert;
  Counts& counts = counts_[at(call_.layer)];
  counts.stall_ms += waited_s_ * 1e3;
  if (fresh_[at(expert)]) {
    (item.on_time ? counts.useful_bytes : counts.late_bytes) += setup_.bytes[at(expert)];
    throttle_.used(item.load->busy_s - waited_s_);
  } else if (item.load->on_demand && !item.on_time) {
    throttle_.lost(item.load->behind_s + (displaced_[at(expert)] ? item.load->busy_s : 0));
  }
  displaced_[at(expert)] = 0;
  waited_s_ = 0;
}

void Stream::compute(const Use& use, const LoadPtr& load) {
  const double start = setup_.record_events ? now_s() : 0;
  const std::size_t hidden = at(setup_.layers[at(call_.layer)].hidden);
  const bool whole = every_token(use), fp32 = !call_.bf16;
  gates_.resize(std::max(gates_.size(), use.count));
  if (!whole || !fp32) rows_.resize(std::max(rows_.size(), use.count * hidden));
  for (std::size_t i = 0; i < use.count; ++i) {
    const std::size_t place = places_[use.first + i], token = place / at(call_.top_k);
    gates_[i] = call_.weights[place];
    if (fp32 && !whole)
      std::memcpy(&rows_[i * hidden], static_cast<const float*>(call_.hidden) + token * hidden, hidden * sizeof(float));
    for (std::size_t c = 0; !fp32 && c < hidden; ++c)
      rows_[i * hidden + c] = widen(static_cast<const std::uint16_t*>(call_.hidden)[token * hidden + c]);
  }
  const float* const x = fp32 && whole ? static_cast<const float*>(call_.hidden) : rows_.data();
  const bool direct = alone_ && fp32;
  if (!direct) outputs_.resize(std::max(outputs_.size(), (decoding_ ? places_.size() : use.count) * hidden));
  float* const y = direct ? static_cast<float*>(call_.output) : outputs_.data() + (decoding_ ? use.first * hidden : 0);
  flame_nm::compute(load->compute, x, gates_.data(), y, static_cast<std::int64_t>(use.count), call_.threads,
                    flame_nm::available(2));
  if (!decoding_ && !direct) add(use, y);
  if (setup_.record_events)
    computed_.push_back({step_, call_.layer, use.expert, start, now_s()});
}

// Adds the rows of an expert to the output, each rounded to its type first.
void Stream::add(const Use& use, const float* rows) {
  const std::size_t hidden = at(setup_.layers[at(call_.layer)].hidden);
  for (std::size_t i = 0; i < use.count; ++i) {
    const std::size_t token = places_[use.first + i] / at(call_.top_k);
    const float* const row = rows + i * hidden;
    if (!call_.bf16) {
      float* const sum = static_cast<float*>(call_.output) + token * hidden;
      for (std::size_t c = 0; c < hidden; ++c) sum[c] += row[c];
      continue;
    }
    std::uint16_t* const sum = static_cast<std::uint16_t*>(call_.output) + token * hidden;
    for (std::size_t c = 0; c < hidden; ++c) {
      const std::uint16_t rounded = narrow(row[c]);
      sum[c] = alone_ ? rounded : narrow(widen(sum[c]) + widen(rounded));
    }
  }
}

// The order of addition is that of the experts, not that of their arrival.
void Stream::reduce() {
  const std::size_t hidden = at(setup_.layers[at(call_.layer)].hidden);
  if (alone_ && !call_.bf16) return;
  if (!alone_) std::memset(call_.output, 0, at(call_.tokens) * hidden * (call_.bf16 ? 2 : 4));
  for (const Use& use : uses_) add(use, outputs_.data() + use.first * hidden);
}

void Stream::finish() {
  if (!setup_.record_events) return;
  const Counts& now = counts_[at(call_.layer)];
  Counts& before = seen_counts_[at(call_.layer)];
  Counts change = now;
  const std::int64_t* const old = &before.accesses;
  std::int64_t* const values = &change.accesses;
  for (int i = 0; i < 12; ++i) values[i] -= old[i];
  change.stall_ms -= before.stall_ms;
  before = now;
  visits_.push_back(change);
  visited_.push_back(step_);
  visited_.push_back(call_.layer);
}

}  // namespace flame_stream
