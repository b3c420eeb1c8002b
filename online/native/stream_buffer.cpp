#include "stream_buffer.h"

#include <algorithm>

namespace flame_stream {
namespace {

void take_out(std::vector<int>& queue, int expert) { queue.erase(std::find(queue.begin(), queue.end(), expert)); }

}  // namespace

Pool::Pool(Policy policy, int number, int slots, int layer_experts, Knowledge* known)
    : policy_(policy), number_(number), slots_(slots), layer_experts_(layer_experts), known_(known),
      queues_(slots, policy == Policy::s3fifo ? static_cast<std::int64_t>(known->rank.size()) : 0) {}

int Pool::ask(Asked asked, int expert, const Position& position, const std::vector<std::int32_t>& pinned) {
  if (policy_ != Policy::python) return none;
  const int answer = known_->evictor(static_cast<std::int32_t>(asked), number_, expert, position.step, position.layer,
                                     pinned.data(), static_cast<std::int64_t>(pinned.size()));
  if (answer < none) known_->failed = true;
  return std::max(answer, none);
}

void Pool::loaded(int expert, const Position& position) {
  residents_.push_back(expert);
  known_->references[static_cast<std::size_t>(expert)] = 1;
  known_->pass[static_cast<std::size_t>(expert)] = position.step;
  if (policy_ == Policy::s3fifo) queues_.loaded(expert);
  ask(Asked::loaded, expert, position, {});
}

void Pool::referenced(int expert, const Position& position) {
  known_->references[static_cast<std::size_t>(expert)] += 1;
  known_->pass[static_cast<std::size_t>(expert)] = position.step;
  if (policy_ == Policy::fifo) return;
  if (policy_ == Policy::s3fifo) return queues_.referenced(expert);
  take_out(residents_, expert);
  residents_.push_back(expert);
  ask(Asked::referenced, expert, position, {});
}

void Pool::evicted(int expert, const Position& position) {
  take_out(residents_, expert);
  if (policy_ == Policy::s3fifo) queues_.evicted(expert);
  ask(Asked::evicted, expert, position, {});
}

int Pool::first(const Marks& pinned) const {
  const auto at = std::find_if(residents_.begin(), residents_.end(), [&](int expert) { return !pinned.has(expert); });
  return at == residents_.end() ? none : *at;
}

// What the policies that compare give up first: the smallest, of equals the first in the order of residents.
std::int64_t Pool::staleness(int expert, const Position& position) const {
  const auto at = static_cast<std::size_t>(expert);
  if (policy_ == Policy::lfu) return known_->references[at];
  if (policy_ == Policy::cepr || policy_ == Policy::reuse) return -static_cast<std::int64_t>(known_->rank[at]);
  return known_->pass[at] * position.layers - position.distance(expert / layer_experts_);
}

int Pool::victim(const Marks& pinned, const Position& position) {
  if (policy_ == Policy::lru || policy_ == Policy::fifo) return first(pinned);
  if (policy_ == Policy::s3fifo) return queues_.victim([&](int expert) { return pinned.has(expert); });
  if (policy_ == Policy::python) {
    std::vector<std::int32_t> kept;
    for (const int expert : residents_)
      if (pinned.has(expert)) kept.push_back(expert);
    const int chosen = ask(Asked::victim, none, position, kept);
    const bool here = std::find(residents_.begin(), residents_.end(), chosen) != residents_.end();
    return here && !pinned.has(chosen) ? chosen : none;
  }
  int best = none;
  std::int64_t least = 0;
  for (const int expert : residents_) {
    if (pinned.has(expert)) continue;
    const std::int64_t own = staleness(expert, position);
    if (best == none || own < least) best = expert, least = own;
  }
  return best;
}

Buffer::Buffer(Policy policy, std::vector<int> slots, std::vector<int> pool_of_layer, int layer_experts,
               Evictor evictor)
    : policy_(policy), slots_(std::move(slots)), pool_of_layer_(std::move(pool_of_layer)),
      layer_experts_(layer_experts), known_(pool_of_layer_.size() * static_cast<std::size_t>(layer_experts)),
      held_(known_.rank.size()), nobody_(known_.rank.size()) {
  known_.evictor = evictor;
  clear();
}

void Buffer::clear() {
  const Evictor evictor = known_.evictor;
  known_ = Knowledge(known_.rank.size());
  known_.evictor = evictor;
  pools_.clear();
  for (const int slots : slots_)
    pools_.emplace_back(policy_, static_cast<int>(pools_.size()), slots, layer_experts_, &known_);
  if (policy_ == Policy::python && known_.evictor(static_cast<std::int32_t>(Asked::cleared), 0, none, 0, 0, nullptr, 0) < none)
    known_.failed = true;
  resident_.assign(known_.rank.size(), 0);
  move_to(0, 0);
}

void Buffer::predicted(int layer, const std::vector<std::vector<int>>& rankings) {
  std::int32_t* const rank = known_.rank.data() + static_cast<std::size_t>(layer * layer_experts_);
  std::fill(rank, rank + layer_experts_, never_ranked);
  for (const auto& ranking : rankings)
    for (std::size_t place = 0; place < ranking.size(); ++place)
      rank[ranking[place]] = std::min(rank[ranking[place]], static_cast<std::int32_t>(place));
}

bool Buffer::give(int expert, const Marks& pinned, Given& given) {
  Pool& its = pool(expert);
  given = {expert, none};
  if (its.full()) {
    given.evicted = its.victim(pinned, position_);
    if (given.evicted == none) return false;
    its.evicted(given.evicted, position_);
    resident_[static_cast<std::size_t>(given.evicted)] = 0;
  }
  its.loaded(expert, position_);
  resident_[static_cast<std::size_t>(expert)] = 1;
  return true;
}

void Buffer::preload(const std::vector<int>& wishes, std::vector<Given>& given) {
  held_.clear();
  for (const int wish : wishes) {
    Given one;
    if (contains(wish)) pool(wish).referenced(wish, position_);
    else if (give(wish, held_, one)) given.push_back(one);
    held_.add(wish);
  }
}

void Buffer::decide(const std::vector<int>& wanted, std::vector<int>& resident) {
  pools_[static_cast<std::size_t>(pool_of_layer_[static_cast<std::size_t>(position_.layer)])].decided(position_);
  for (const int expert : wanted)
    if (contains(expert)) resident.push_back(expert);
  for (const int expert : resident) pool(expert).referenced(expert, position_);
}

Given Buffer::demand(int expert, const Marks& wanted) {
  Given given;
  nobody_.clear();
  if (!give(expert, wanted, given)) give(expert, nobody_, given);  // a pool has at least one slot
  return given;
}

bool Buffer::crowded(int expert, const Marks& wanted) const {
  const Pool& its = pools_[static_cast<std::size_t>(pool_of(expert))];
  const auto& residents = its.residents();
  return its.full() && std::all_of(residents.begin(), residents.end(), [&](int each) { return wanted.has(each); });
}

void Buffer::fill(const std::vector<int>& experts, std::vector<int>& chosen) {
  std::vector<int> room;
  for (std::size_t i = 0; i < pools_.size(); ++i)
    room.push_back(slots_[i] - static_cast<int>(pools_[i].residents().size()));
  for (const int expert : experts) {
    int& left = room[static_cast<std::size_t>(pool_of(expert))];
    if (left > 0 && !contains(expert) && std::find(chosen.begin(), chosen.end(), expert) == chosen.end()) {
      --left;
      chosen.push_back(expert);
    }
  }
  std::reverse(chosen.begin(), chosen.end());
  Given given;
  nobody_.clear();
  for (const int expert : chosen) give(expert, nobody_, given);
}

void Buffer::discard(int expert) {
  pool(expert).evicted(expert, position_);
  resident_[static_cast<std::size_t>(expert)] = 0;
}

}  // namespace flame_stream
