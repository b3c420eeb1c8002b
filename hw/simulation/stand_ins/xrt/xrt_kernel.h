// Host check only: stands for XRT's kernels and runs. Each instance loads its own copy of the C-simulated kernel, with
// its own slots; it runs when it is waited for, so that a host that does not wait reads old answers. A buffer must lie in
// the bank that the linker's configuration (FLAME_LINK_CONFIG) gives its argument; that lists arguments in their order.
#pragma once
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <dlfcn.h>

#include "xrt_bo.h"

namespace xrt {
class kernel {
  public:
    kernel(const device&, const uuid& loaded, const std::string& name) {
        const std::string instance = name.substr(name.find('{') + 1, name.rfind('}') - name.find('{') - 1);
        const std::string own = loaded.library + "." + instance;
        std::ofstream(own, std::ios::binary) << std::ifstream(loaded.library, std::ios::binary).rdbuf();
        void* library = dlopen(own.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!library) throw std::runtime_error(dlerror());
        top_ = dlsym(library, "flame_moe");
        const char* config = std::getenv("FLAME_LINK_CONFIG");
        std::ifstream file(config ? config : "");
        for (std::string line; std::getline(file, line);)
            if (line.rfind("sp=" + instance + ".", 0) == 0) {
                const std::string bank = line.substr(line.find(':') + 1);
                const int on_chip = bank.rfind("PLRAM", 0) == 0 ? 128 : 0;  // numbered apart from the memory's banks
                groups_.push_back(on_chip + std::stoi(bank.substr(bank.find_first_of("0123456789"))));
            }
        if (!top_ || groups_.empty() || groups_.size() > MOST)
            throw std::runtime_error(name + ": no such kernel, or " + std::to_string(groups_.size()) + " sp= of it");
    }
    int group_id(int argument) const { return groups_.at(argument); }

  private:
    friend class run;
    static constexpr size_t MOST = 16;
    template <size_t... I>
    void call(const std::vector<bo>& given, std::index_sequence<I...>) const {
        reinterpret_cast<void (*)(decltype(static_cast<void>(I), static_cast<void*>(nullptr))...)>(top_)(
            static_cast<void*>(given[I].on_device())...);
    }
    template <size_t N = 1>
    void call(const std::vector<bo>& given) const {
        if (given.size() == N) call(given, std::make_index_sequence<N>());
        else if constexpr (N < MOST) call<N + 1>(given);
    }
    void* top_;
    std::vector<int> groups_;
};

class run {
  public:
    explicit run(const kernel& of) : kernel_(of), given_(of.groups_.size()) {}
    void set_arg(int argument, const bo& buffer) {
        if (buffer.group() != kernel_.group_id(argument))
            throw std::runtime_error("xrt::run: argument " + std::to_string(argument) + " lies in another bank");
        given_[argument] = buffer;
    }
    void start() {
        for (const bo& buffer : given_)
            if (buffer.group() < 0) throw std::runtime_error("xrt::run: started without all of its arguments");
        started_ = true;
    }
    void wait() {
        if (started_) kernel_.call(given_);
        started_ = false;
    }

  private:
    kernel kernel_;
    std::vector<bo> given_;
    bool started_ = false;
};
}  // namespace xrt
