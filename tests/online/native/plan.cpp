// Reads lines `keep group encoding code_bits` and says how many tables the permuting kernels draw from, 0 for no such
// kernel.

#include <iostream>

#include "nm_kernels.h"

int main() {
  int keep, group, encoding, code_bits;
  while (std::cin >> keep >> group >> encoding >> code_bits)
    std::cout << flame_nm::make_plan(keep, group, static_cast<flame_nm::Encoding>(encoding), code_bits)->spans << "\n";
}
