// Host check only: stands for XRT's kernels. Each instance loads its own copy of the C-simulated kernel, with its own
// slots; it runs when it is waited for, so that a host that does not wait reads old answers. A buffer must lie in the
// bank that the linker's configuration (FLAME_LINK_CONFIG) gives its argument; that lists arguments in their order.
#pragma once
#include <array>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <dlfcn.h>

#include "xrt_bo.h"

namespace xrt {
class run {
  public:
    explicit run(std::function<void()> call) : call_(std::move(call)) {}
    void wait() {
        if (call_) call_();
        call_ = nullptr;
    }

  private:
    std::function<void()> call_;
};

class kernel {
  public:
    kernel(const device&, const uuid& loaded, const std::string& name) {
        const std::string instance = name.substr(name.find('{') + 1, name.rfind('}') - name.find('{') - 1);
        const std::string own = loaded.library + "." + instance;
        std::ofstream(own, std::ios::binary) << std::ifstream(loaded.library, std::ios::binary).rdbuf();
        void* library = dlopen(own.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!library) throw std::runtime_error(dlerror());
        top_ = reinterpret_cast<Top>(dlsym(library, "flame_moe"));
        const char* config = std::getenv("FLAME_LINK_CONFIG");
        std::ifstream file(config ? config : "");
        for (std::string line; std::getline(file, line);)
            if (line.rfind("sp=" + instance + ".", 0) == 0)
                groups_.push_back(std::stoi(line.substr(line.find_first_of("0123456789", line.find(':')))));
        if (!top_ || groups_.size() != ARGUMENTS)
            throw std::runtime_error(name + ": no such kernel, or " + std::to_string(groups_.size()) + " sp= of 10");
    }
    int group_id(int argument) const { return groups_.at(argument); }
    template <class... Buffers>
    run operator()(const Buffers&... buffers) const {
        const std::array<bo, ARGUMENTS> given{buffers...};
        for (size_t at = 0; at < ARGUMENTS; at++)
            if (given[at].group() != groups_[at])
                throw std::runtime_error("xrt::kernel: argument " + std::to_string(at) + " lies in another bank");
        return run([top = top_, given] {
            const auto p = [&given](int at) -> void* { return given[at].on_device(); };
            top(p(0), p(1), p(2), p(3), p(4), p(5), p(6), p(7), p(8), p(9));
        });
    }

  private:
    static constexpr size_t ARGUMENTS = 10;
    using Top = void (*)(void*, void*, void*, void*, void*, void*, void*, void*, void*, void*);
    Top top_;
    std::vector<int> groups_;
};
}  // namespace xrt
