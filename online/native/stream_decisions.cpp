// Which expert is resident, unused, displaced or held, and what is preloaded: nothing here waits or computes.

#include <algorithm>

#include "stream.h"

namespace flame_stream {
namespace {

std::size_t at(int expert) { return static_cast<std::size_t>(expert); }

}  // namespace

Stream::Stream(Setup setup, std::unique_ptr<Buffer> buffer, std::unique_ptr<Loads> loads, std::unique_ptr<Table> table,
               std::unique_ptr<HiddenMaps> hidden)
    : setup_(std::move(setup)), buffer_(std::move(buffer)), loads_(std::move(loads)), table_(std::move(table)),
      hidden_(std::move(hidden)), throttle_(setup_.throttle), predicts_(ranks()),
      resident_(at(setup_.decoder_layers) * static_cast<std::size_t>(setup_.layers[0].num_experts)),
      unused_(resident_.size()), fresh_(resident_.size()), displaced_(resident_.size()), wanted_(resident_.size()),
      counts_(at(setup_.decoder_layers)), seen_counts_(at(setup_.decoder_layers)) {
  if (table_) paths_ = std::make_unique<Paths>(setup_.decoder_layers, table_->known_layers());
}

void Stream::clear() {
  loads_->drop_all();
  buffer_->clear();
  for (LoadPtr& load : resident_) load.reset();
  for (auto* flags : {&unused_, &fresh_, &displaced_}) std::fill(flags->begin(), flags->end(), 0);
  items_.clear();
  failed_.reset();
  ++turn_;
  begin_example();
}

void Stream::begin_example() {
  if (paths_) paths_->clear();
  preloaded_ = false;
}

void Stream::predict(bool on) {
  predicts_ = on && ranks();
  preloaded_ = false;
}

Status Stream::preload_early(int layer) {
  python_failed_ = false;
  call_.sequences = std::max<std::int64_t>(1, call_.sequences);
  preload(layer, step_ + 1, true);
  return python_failed() ? Status::python : Status::done;
}

Status Stream::begin_pass(int sequences) {
  python_failed_ = false;
  call_.sequences = sequences;
  preload(0, step_ + 1);
  preloaded_ = true;
  return python_failed() ? Status::python : Status::done;
}

int Stream::place(int expert) {
  const LoadPtr& load = resident_[at(expert)];
  if (!load) return 0;
  return !loads_->done(load) ? 3 : unused_[at(expert)] ? 2 : 1;
}

Status Stream::warm(const std::vector<int>& experts) {
  std::vector<int> chosen;
  buffer_->fill(experts, chosen);
  for (const int expert : chosen) resident_[at(expert)] = loads_->request(expert, true);
  for (const int expert : chosen) {
    LoadPtr& load = resident_[at(expert)];
    if (!loads_->wait(load, now_s() + setup_.deadline_s)) return failed_ = load, Status::late;
    if (load->fault != Fault::none) return failed_ = load, Status::failed;
  }
  return Status::done;
}

// A router has decided: finds what is there into `found_`, and sets aside what was preloaded in vain.
void Stream::decide(const std::vector<int>& wanted) {
  buffer_->move_to(step_, call_.layer);
  found_.clear();
  buffer_->decide(wanted, found_);
  const int first = static_cast<int>(setup_.layers[at(call_.layer)].first_expert);
  const int last = first + static_cast<int>(setup_.layers[at(call_.layer)].num_experts);
  for (int expert = first; expert < last; ++expert) {
    if (!unused_[at(expert)] || wanted_.has(expert) || !loads_->set_aside(resident_[at(expert)])) continue;
    count(expert).dropped_preloads += 1;
    unused_[at(expert)] = 0;
    resident_[at(expert)].reset();
    buffer_->discard(expert);
  }
}

LoadPtr Stream::demand(int expert) {
  const bool displaced = displaced_[at(expert)];
  bring_in(buffer_->demand(expert, wanted_), step_, true);
  displaced_[at(expert)] = displaced;  // until it has come: whoever waits then knows what that took
  count(expert).demand_loads += 1;
  count(expert).demand_bytes += setup_.bytes[at(expert)];
  return resident_[at(expert)];
}

void Stream::bring_in(const Given& given, std::int64_t step, bool demanded) {
  if (given.evicted != none) leave(given.evicted);
  LoadPtr load = loads_->request(given.expert, demanded, step);
  if (demanded) load->held_by = turn_;
  resident_[at(given.expert)] = std::move(load);
  displaced_[at(given.expert)] = 0;
}

void Stream::leave(int expert) {
  const LoadPtr load = std::move(resident_[at(expert)]);
  resident_[at(expert)].reset();
  if (load->held_by != turn_ && loads_->drop(load)) {
    count(expert).dropped_preloads += 1;
  } else if (unused_[at(expert)]) {
    count(expert).wasted_bytes += setup_.bytes[at(expert)];
    throttle_.unused();
    loads_->set_aside(load);
  }
  unused_[at(expert)] = 0;
}

// Issues the next decision's preloads; false where there was nothing to choose.
bool Stream::look_ahead() {
  const int following = (call_.layer + 1) % setup_.decoder_layers;
  if (following == 0 && setup_.waits_for_token) return preloaded_ = false;
  const bool chosen = preload(following, step_ + (following == 0));
  preloaded_ = predicts_;
  return chosen;
}

bool Stream::preload(int layer, std::int64_t step, bool early) {
  preloaded_ = false;
  const auto unused = [&] { return std::count(unused_.begin(), unused_.end(), 1); };
  if (!predicts_ || !throttle_.allows(unused)) return false;
  buffer_->move_to(step, layer);
  const int experts = static_cast<int>(setup_.layers[0].num_experts);
  if (!rank(layer, buffer_->wants_rankings() ? std::max(setup_.preload, experts) : setup_.preload)) return false;
  if (buffer_->wants_rankings()) buffer_->predicted(layer, rankings_);
  wishes_.clear();
  const int first = static_cast<int>(setup_.layers[at(layer)].first_expert);
  for (std::size_t place = 0; place < at(setup_.preload); ++place)
    for (const auto& ranking : rankings_) {
      if (place >= ranking.size()) continue;
      const int wish = first + ranking[place];
      if (std::find(wishes_.begin(), wishes_.end(), wish) == wishes_.end()) wishes_.push_back(wish);
    }
  if (setup_.needs_all)
    std::stable_partition(wishes_.begin(), wishes_.end(), [&](int wish) { return buffer_->contains(wish); });
  for (const int wish : wishes_)
    if (const LoadPtr& load = resident_[at(wish)]; load && load->outdated) loads_->expect_again(load);
  given_.clear();
  buffer_->preload(wishes_, given_);
  for (const Given& given : given_) {
    bring_in(given, step, false);
    unused_[at(given.expert)] = 1;
    if (given.evicted != none) displaced_[at(given.evicted)] = 1;
  }
  counts_[at(layer)].preloads += static_cast<std::int64_t>(given_.size());
  if (setup_.needs_all && !early)  // it is this layer's turn: before what later layers have asked for early
    for (auto wish = wishes_.rbegin(); wish != wishes_.rend(); ++wish)
      if (resident_[at(*wish)]) loads_->hasten(resident_[at(*wish)]);
  return true;
}

// Rankings of a layer, one for each sequence, into `rankings_`; false when Python's predictor failed.
bool Stream::rank(int layer, int top) {
  const int sequences = static_cast<int>(call_.sequences), experts = static_cast<int>(setup_.layers[0].num_experts);
  rankings_.resize(at(sequences));
  if (table_) {
    for (int i = 0; i < sequences; ++i) {
      std::size_t entries = 0;
      const int* const context = paths_->context(sequences, i, entries);
      table_->predict(layer, context, entries, std::min(top, experts), rankings_[at(i)]);
    }
    return true;
  }
  if (hidden_) {  // what the first layer would read has not been computed when its turn comes
    for (auto& ranking : rankings_) ranking.clear();
    if (layer == call_.layer + 1)
      hidden_->rank(layer, entering_, sequences, std::min(top, experts), flame_nm::available(2), rankings_);
    return true;
  }
  return ask(setup_.ranker, layer, top);
}

// The same from Python.
bool Stream::ask(Ranker ranker, int layer, int top) {
  const int sequences = static_cast<int>(call_.sequences), experts = static_cast<int>(setup_.layers[0].num_experts);
  rankings_.resize(at(sequences));
  ranked_.assign(at(sequences) * at(top), none);
  if (ranker(layer, top, sequences, ranked_.data()) != 0) {
    python_failed_ = true;
    return false;
  }
  for (int i = 0; i < sequences; ++i) {
    const auto first = ranked_.begin() + static_cast<std::ptrdiff_t>(i) * top;
    rankings_[at(i)].assign(first, std::find_if(first, first + top, [&](int e) { return e < 0 || e >= experts; }));
  }
  return true;
}

// The symbols of `count` tokens of the call from `first` on.
void Stream::entries(int first, int count, std::vector<int>& symbols) {
  for (int token = first; token < first + count; ++token)
    symbols.push_back(table_->symbol(call_.index + token * call_.top_k, sorted_));
}

}  // namespace flame_stream
