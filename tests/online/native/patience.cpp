// Reads lines `waited won` (seconds of a region with the team) or `alone` (of a region alone), and says after each
// whether the next region is to be alone.

#include <iostream>
#include <string>

#include "nm_patience.h"

int main() {
  flame_nm::Patience patience;
  std::string kind;
  double first, second;
  while (std::cin >> kind >> first) {
    if (kind == "alone") patience.rested(first);
    else if (std::cin >> second) patience.shared(first, second);
    std::cout << patience.alone() << "\n";
  }
}
