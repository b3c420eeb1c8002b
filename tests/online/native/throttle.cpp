// Reads the numbers of ThrottleRules, then lines `used s`, `unused 0`, `lost s`, `chose s` and `allows n`, n
// preloads being unused; says after each `allows` whether a preload is allowed, and at the end what a first lost window lost and for how long it rests.

#include <cstdio>
#include <iostream>
#include <string>

#include "stream_throttle.h"

int main() {
  flame_stream::ThrottleRules r;
  std::cin >> r.trial >> r.window >> r.choices >> r.pause >> r.pause_growth >> r.longest_pause >> r.losses >> r.credit >> r.kept >>
      r.longest_choice_s >> r.margin_s >> r.said_margin_s >> r.active;
  flame_stream::Throttle throttle(r);
  std::string kind;
  double seconds;
  while (std::cin >> kind >> seconds) {
    if (kind == "used") throttle.used(seconds);
    else if (kind == "unused") throttle.unused();
    else if (kind == "lost") throttle.lost(seconds);
    else if (kind == "chose") throttle.chose(seconds);
    else std::puts(throttle.allows([&] { return static_cast<std::int64_t>(seconds); }) ? "1" : "0");
  }
  std::printf("%.17g %lld\n", throttle.warned_s, static_cast<long long>(throttle.warned_pause));
}
