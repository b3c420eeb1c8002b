// Whether a team of threads is worth having.

#pragma once

#include <algorithm>

namespace flame_nm {

// Who computes with a team waits for its slowest thread, and where another process has that thread's CPU, for the rest
// of a time slice: many times what the work takes on one thread. Against that stands what the others have computed
// meanwhile. So both are kept as one account, and a caller that is in debt computes alone for a while, each time for
// longer. What was won before is credit, a little of it: a machine that stops for some milliseconds now and then, as
// virtual ones do, is no reason to do without a team that halves every other region.
class Patience {
 public:
  static constexpr double most_owed_s = 1e-3, most_credit_s = 20e-3;
  static constexpr double shortest_rest_s = 5e-3, longest_rest_s = 300e-3;

  bool alone() const { return rest_s_ > 0; }

  // A region took so long alone.
  void rested(double seconds) { rest_s_ -= seconds; }

  // A region's caller waited so long for the team, which had taken so much work off it.
  void shared(double waited_s, double won_s) {
    owed_s_ = std::max(-most_credit_s, owed_s_ + waited_s - won_s);
    if (owed_s_ <= -most_credit_s) next_rest_s_ = shortest_rest_s;
    if (owed_s_ < most_owed_s) return;
    owed_s_ = 0;
    rest_s_ = next_rest_s_;
    next_rest_s_ = std::min(2 * next_rest_s_, longest_rest_s);
  }

 private:
  double owed_s_ = 0, rest_s_ = 0, next_rest_s_ = shortest_rest_s;
};

}  // namespace flame_nm
