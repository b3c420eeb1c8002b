// Host check only: stands for XRT's device. An "xclbin" is the C-simulated kernel as a shared library.
#pragma once
#include <fstream>
#include <stdexcept>
#include <string>

namespace xrt {
struct uuid {
    std::string library;
};

class device {
  public:
    explicit device(unsigned) {}
    uuid load_xclbin(const std::string& library) const {
        if (!std::ifstream(library)) throw std::runtime_error(library + ": cannot be read (make host-check builds it)");
        return {library};
    }
};
}  // namespace xrt
