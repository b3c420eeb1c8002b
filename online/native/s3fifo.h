// The queues of S3-FIFO, as online/pa_buf/policies.py's S3Fifo has them with its defaults.

#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <vector>

class S3Queues {
 public:
  // `ids` experts may be resident, in `slots` slots.
  S3Queues(std::int32_t slots, std::int64_t ids) : slots_(slots), rounds_(ids, 0) {}

  void loaded(std::int32_t id) {
    const auto ghost = std::find(ghosts_.begin(), ghosts_.end(), id);
    const bool fills = !was_full_ && static_cast<std::int32_t>(small_.size()) >= small_slots();
    (ghost == ghosts_.end() && !fills ? small_ : main_).push_back(id);
    if (ghost != ghosts_.end()) ghosts_.erase(ghost);
    while (static_cast<std::int32_t>(ghosts_.size()) > slots_ * 9 / 10) ghosts_.pop_front();
    rounds_[id] = 0;
  }

  void referenced(std::int32_t id) { rounds_[id] += 1; }

  void evicted(std::int32_t id) {
    const auto in_small = std::find(small_.begin(), small_.end(), id);
    if (in_small != small_.end()) {
      small_.erase(in_small);
      ghosts_.push_back(id);
    } else {
      main_.erase(std::find(main_.begin(), main_.end(), id));
    }
  }

  // Who leaves; -1 where `pinned` says so of all.
  template <typename Pinned>
  std::int32_t victim(Pinned pinned) {
    auto first_free = [&](const std::deque<std::int32_t>& queue) {
      return std::find_if(queue.begin(), queue.end(), [&](std::int32_t id) { return !pinned(id); });
    };
    was_full_ = true;
    const bool main_has_room = static_cast<std::int32_t>(main_.size()) <= slots_ - small_slots();
    if (main_has_room || first_free(main_) == main_.end()) {
      for (auto small = first_free(small_); small != small_.end(); small = first_free(small_)) {
        const std::int32_t id = *small;
        if (rounds_[id] < 2) return id;
        small_.erase(small);
        main_.push_back(id);
        rounds_[id] = 0;
      }
    }
    for (auto main = first_free(main_); main != main_.end(); main = first_free(main_)) {
      const std::int32_t id = *main;
      if (rounds_[id] == 0) return id;
      rounds_[id] = std::min(3, rounds_[id]) - 1;
      main_.erase(main);
      main_.push_back(id);
    }
    return -1;
  }

 private:
  std::int32_t small_slots() const { return std::max(1, slots_ / 10); }

  std::int32_t slots_;
  bool was_full_ = false;
  std::vector<std::int32_t> rounds_;
  std::deque<std::int32_t> small_, main_, ghosts_;
};
