// Stops preloading while it loses time: online/serving/throttle.py again, which says what is won and lost.

#pragma once

#include <algorithm>
#include <cstdint>

namespace flame_stream {

struct ThrottleRules {  // mirrored in online/serving/native_library.py
  std::int64_t trial, window, choices, pause, pause_growth, longest_pause;
  double losses, credit, kept, longest_choice_s, margin_s, said_margin_s;
  std::int32_t active;
};

class Throttle {
 public:
  explicit Throttle(const ThrottleRules& rules) : rules_(rules), pause_(rules.pause) {}

  void used(double saved_s) {
    won_s_ += std::max(0.0, saved_s);
    longest_s_ = std::max(longest_s_, saved_s);
    unused();
  }

  void unused() {
    if (++ended_ >= rules_.window) compare();
  }

  void lost(double seconds) {
    lost_s_ += seconds;
    longest_s_ = std::max(longest_s_, seconds);
    if (!left_ && lost_s_ - won_s_ > std::max(rules_.losses * longest_s_, margin_s())) compare();
  }

  void chose(double seconds) {
    lost_s_ += std::min(seconds, rules_.longest_choice_s);
    if (++choices_ >= rules_.choices) compare();
  }

  // unused(): preloads that are there or on their way, and not used yet.
  template <typename Unused>
  bool allows(Unused unused) {
    if (!left_) {
      if (won_s_ > lost_s_ || !rules_.active || unused() < rules_.trial) return true;
    } else {
      --left_;
    }
    ++paused;
    return false;
  }

  bool to_be_said() {
    if (said_ || warned_pause == 0) return false;
    return said_ = true;
  }

  std::int64_t paused = 0;
  double warned_s = 0;  // what the first lost window lost, to be said once
  std::int64_t warned_pause = 0;

 private:
  double margin_s() const { return static_cast<double>(rules_.window) * rules_.margin_s; }

  void compare() {
    if (!rules_.active) return;
    const double lost_s = lost_s_ - won_s_;
    if (lost_s > margin_s()) {
      if (warned_pause == 0 && lost_s > static_cast<double>(rules_.window) * rules_.said_margin_s) {
        warned_s = lost_s;
        warned_pause = pause_;
      }
      left_ = pause_;
      pause_ = std::min(rules_.pause_growth * pause_, rules_.longest_pause);
    }
    const double most_s = rules_.credit * longest_s_;
    if (-lost_s > most_s) pause_ = rules_.pause;
    ended_ = choices_ = 0;
    won_s_ = std::min(rules_.kept * std::max(0.0, -lost_s), most_s);
    lost_s_ = longest_s_ = 0;
  }

  ThrottleRules rules_;
  bool said_ = false;
  std::int64_t pause_, left_ = 0, ended_ = 0, choices_ = 0;
  double won_s_ = 0, lost_s_ = 0, longest_s_ = 0;
};

}  // namespace flame_stream
