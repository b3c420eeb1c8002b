// A decision computed: what is there first, what is on its way next, all added up in ascending order of experts.

#include <algorithm>
#include <cmath>
#include <cstring>

#include "bf16.h"
#include "stream.h"

namespace flame_stream {

using flame_nm::narrow;
using flame_nm::widen;

namespace {

constexpr double slice_s = 0.05;  // how long Python's signals wait, at most

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

}  // namespace

Status Stream::begin(const Call& call) {
  call_ = call;
  ++turn_;
  next_item_ = arrived_ = next_missing_ = 0;
  python_failed_ = false;
  waiting_since_ = waited_s_ = 0;
  items_.clear();
  missing_.clear();
  if (call_.probabilities) choose();
  group();
  read_rows();
  const bool decoder = call.layer < setup_.decoder_layers;
  decoding_ = decoder && call.tokens == call.sequences;
  if (decoding_) begin_decoding();
  else if (decoder) read_prompt();
  if (!decoding_ && !alone_) std::memset(call_.output, 0, at(call_.tokens * setup_.layers[at(call_.layer)].hidden) *
                                                              (call_.bf16 ? 2 : 4));
  return advance();
}

// The most probable expert of each token, the first of equals; a NaN is above all, as torch has it.
void Stream::choose() {
  const std::size_t experts = at(setup_.layers[at(call_.layer)].num_experts), tokens = at(call_.tokens);
  chosen_.resize(std::max(chosen_.size(), tokens));
  best_.resize(std::max(best_.size(), tokens));
  for (std::size_t token = 0; token < tokens; ++token) {
    const float* const row = call_.probabilities + token * experts;
    const auto probability = [&](std::size_t i) { return call_.bf16 ? widen(narrow(row[i])) : row[i]; };
    std::size_t best = 0;
    for (std::size_t i = 1; i < experts && !std::isnan(probability(best)); ++i)
      if (!(probability(i) <= probability(best))) best = i;
    chosen_[token] = static_cast<std::int64_t>(best);
    best_[token] = probability(best);
  }
  call_.index = chosen_.data();
  call_.weights = best_.data();
  call_.top_k = 1;
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
  }
  if (setup_.decided && setup_.decided() != 0) python_failed_ = true;
  if (setup_.reuser && !python_failed_ && ask(setup_.reuser, call_.layer, static_cast<int>(setup_.layers[0].num_experts)))
    buffer_->predicted(call_.layer, rankings_);
  Counts& counts = counts_[at(call_.layer)];
  std::fill(fresh_.begin(), fresh_.end(), 0);
  coming_.clear();
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
    (on_time ? items_ : coming_).push_back({i, load, on_time});
  }
  items_.insert(items_.end(), coming_.begin(), coming_.end());
  std::size_t asked = 0;
  while (asked < missing_.size() && !buffer_->crowded(uses_[missing_[asked]].expert, wanted_)) {
    const std::size_t use = missing_[asked++];
    items_.push_back({use, demand(uses_[use].expert), false});
  }
  missing_.erase(missing_.begin(), missing_.begin() + static_cast<std::ptrdiff_t>(asked));
  if (!missing_.empty()) return;
  const bool waits = !items_.empty() && !items_[0].on_time;
  const double start = now_s();
  if (look_ahead() && !waits) throttle_.chose(now_s() - start);
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
  const Status status = python_failed() ? Status::python : decoding_ ? decode() : pass();
  return python_failed() ? Status::python : status;
}

// What has come is computed together; what has not may wait for a slot until something was.
Status Stream::decode() {
  while (true) {
    ask_crowded();
    if (arrived_ < items_.size() && (arrived_ == next_item_ || loads_->done(items_[arrived_].load))) {
      if (const Status status = arrive(items_[arrived_]); status != Status::done) return status;
      ++arrived_;
      continue;
    }
    if (next_item_ == arrived_) break;
    compute(&items_[next_item_], arrived_ - next_item_);
    for (; next_item_ < arrived_; ++next_item_) items_[next_item_].load.reset();
  }
  reduce();
  finish();
  return Status::done;
}

// Experts that found no slot take those of this decision's own, a few ahead of what is computed.
void Stream::ask_crowded() {
  while (next_missing_ < missing_.size() && items_.size() - arrived_ < window()) {
    const std::size_t use = missing_[next_missing_++];
    items_.push_back({use, demand(uses_[use].expert), false});
    if (next_missing_ == missing_.size()) look_ahead();
  }
}

// Experts of a layer one by one, the next ones loading while one is computed.
Status Stream::pass() {
  for (; next_item_ < uses_.size(); ++next_item_) {
    for (; items_.size() < uses_.size() && items_.size() < next_item_ + window(); ) {
      const int expert = uses_[items_.size()].expert;
      const LoadPtr here = call_.layer < setup_.decoder_layers ? resident_[at(expert)] : nullptr;
      const bool usable = here && loads_->done(here) && here->fault == Fault::none;
      items_.push_back({items_.size(), usable ? here : loads_->request(expert, true), true});
    }
    Item& item = items_[next_item_];
    if (const Status status = bring(item.load); status != Status::done) return status;
    compute(&item, 1);
    item.load.reset();
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
    const double lost_s = item.load->behind_s + (displaced_[at(expert)] ? item.load->busy_s : 0);
    counts.caused_ms += std::min(waited_s_, lost_s) * 1e3;
    throttle_.lost(lost_s);
  }
  displaced_[at(expert)] = 0;
  waited_s_ = 0;
}

// What enters the experts, in fp32.
void Stream::read_rows() {
  entering_ = static_cast<const float*>(call_.hidden);
  if (!call_.bf16) return;
  const std::size_t count = at(call_.tokens * setup_.layers[at(call_.layer)].hidden);
  widened_.resize(std::max(widened_.size(), count));
  for (std::size_t i = 0; i < count; ++i) widened_[i] = widen(static_cast<const std::uint16_t*>(call_.hidden)[i]);
  entering_ = widened_.data();
}

void Stream::compute(const Item* items, std::size_t count) {
  const double start = setup_.record_events ? now_s() : 0;
  const std::size_t hidden = at(setup_.layers[at(call_.layer)].hidden);
  const std::size_t rows = decoding_ ? places_.size() : uses_[items->use].count;
  const bool direct = alone_ && !call_.bf16;
  gates_.resize(std::max(gates_.size(), rows));
  if (!alone_) rows_.resize(std::max(rows_.size(), rows * hidden));
  if (!direct) outputs_.resize(std::max(outputs_.size(), rows * hidden));
  batch_.clear();
  for (std::size_t i = 0; i < count; ++i) {
    const Use& use = uses_[items[i].use];
    const std::size_t first = decoding_ ? use.first : 0;
    const float* x = entering_;
    const bool whole = every_token(use);
    if (!whole) x = &rows_[first * hidden];
    for (std::size_t row = 0; row < use.count; ++row) {
      const std::size_t place = places_[use.first + row];
      gates_[first + row] = call_.weights[place];
      if (!whole)
        std::memcpy(&rows_[(first + row) * hidden], entering_ + place / at(call_.top_k) * hidden, hidden * sizeof(float));
    }
    float* const y = direct ? static_cast<float*>(call_.output) : &outputs_[first * hidden];
    // Tokens that each are a sequence's newest have the bits that they have alone: passes in step are many of such.
    const bool singly = call_.tokens == call_.sequences;
    batch_.push_back({&items[i].load->compute, x, &gates_[first], y, static_cast<std::int64_t>(use.count), singly});
  }
  flame_nm::compute(batch_.data(), static_cast<std::int64_t>(count), call_.threads, flame_nm::available(2));
  if (!decoding_ && !direct) add(uses_[items->use], outputs_.data());
  if (!setup_.record_events) return;
  const double each = (now_s() - start) / static_cast<double>(count);  // side by side: each has an equal part
  for (std::size_t i = 0; i < count; ++i) {
    const double begun = start + static_cast<double>(i) * each;
    computed_.push_back({step_, call_.layer, uses_[items[i].use].expert, begun, begun + each});
  }
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
  change.caused_ms -= before.caused_ms;
  before = now;
  visits_.push_back(change);
  visited_.push_back(step_);
  visited_.push_back(call_.layer);
}

}  // namespace flame_stream
