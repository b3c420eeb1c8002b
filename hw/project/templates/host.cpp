// Runs the kernel on the board (or in hardware emulation) over the test vectors and compares, bit for bit.
// Usage: flame_host flame.xclbin PROJECT_FOLDER [DEVICE]
#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <xrt/xrt_bo.h>
#include <xrt/xrt_device.h>
#include <xrt/xrt_kernel.h>
#define FLAME_HOST
#include "finish.h"
#include "flame_moe.h"

// One instance of the kernel; its buffers lie in its own memory banks.
struct Unit {
    static constexpr size_t PAGE = 4096;
    Unit(const xrt::device& device, const xrt::uuid& xclbin, const std::string& root, int number)
        : kernel(device, xclbin, "flame_moe:{flame_moe_" + std::to_string(number + 1) + "}"), run(kernel),
          arguments(std::size(ARGUMENTS)) {
        together(device, Role::given, given);
        together(device, Role::taken, taken);
        for (size_t at = 0; at < arguments.size(); at++) {
            if (ARGUMENTS[at].role == Role::image)
                arguments[at] = image(device, at, load(image_of(root, ARGUMENTS[at], number)));
            run.set_arg(int(at), arguments[at]);
        }
    }
    // Buffers that hold all arguments of a role, one a bank: a transfer moves each. A part begins at a page, as XRT wants.
    void together(const xrt::device& device, Role role, std::vector<xrt::bo>& buffers) {
        std::map<int, size_t> sizes;
        std::vector<size_t> starts(arguments.size());
        for (size_t at = 0; at < arguments.size(); at++) {
            if (ARGUMENTS[at].role != role) continue;
            size_t& whole = sizes[kernel.group_id(int(at))];
            starts[at] = whole;
            whole += (ARGUMENTS[at].bytes + PAGE - 1) / PAGE * PAGE;
        }
        for (const auto& [group, size] : sizes) {
            buffers.emplace_back(device, size, group);
            for (size_t at = 0; at < arguments.size(); at++)
                if (ARGUMENTS[at].role == role && kernel.group_id(int(at)) == group)
                    arguments[at] = xrt::bo(buffers.back(), ARGUMENTS[at].bytes, starts[at]);
        }
    }
    xrt::bo image(const xrt::device& device, size_t argument, const std::vector<char>& content) {
        xrt::bo buffer(device, content.size(), kernel.group_id(int(argument)));
        buffer.write(content.data());
        buffer.sync(XCL_BO_SYNC_BO_TO_DEVICE);
        return buffer;
    }
    void give(const Contents& contents) {
        for (size_t at = 0; at < arguments.size(); at++)
            if (ARGUMENTS[at].role == Role::given) arguments[at].write(contents.at(ARGUMENTS[at].name).data());
        for (xrt::bo& buffer : given) buffer.sync(XCL_BO_SYNC_BO_TO_DEVICE);
    }
    Contents take() {
        for (xrt::bo& buffer : taken) buffer.sync(XCL_BO_SYNC_BO_FROM_DEVICE);
        Contents found;
        for (size_t at = 0; at < arguments.size(); at++) {
            if (ARGUMENTS[at].role != Role::taken) continue;
            std::vector<char>& content = found[ARGUMENTS[at].name];
            content.resize(ARGUMENTS[at].bytes);
            arguments[at].read(content.data());
        }
        return found;
    }
    xrt::kernel kernel;
    xrt::run run;
    std::vector<xrt::bo> arguments;
    std::vector<xrt::bo> given, taken;
};

int main(int argc, char** argv) try {
    if (argc < 3) {
        std::fprintf(stderr, "usage: %s flame.xclbin PROJECT_FOLDER [DEVICE]\n", argv[0]);
        return 2;
    }
    const std::string root = argv[2];
    const Steps steps(root);
    const Finish finish(root);
    xrt::device device(argc > 3 ? std::stoi(argv[3]) : 0);
    const xrt::uuid xclbin = device.load_xclbin(argv[1]);
    std::vector<Unit> units;
    units.reserve(UNITS);
    size_t transfers = 0;
    for (int number = 0; number < UNITS; number++) {
        units.emplace_back(device, xclbin, root, number);
        transfers += units.back().given.size() + units.back().taken.size();
    }

    size_t wrong = 0;
    double seconds = 0, kernel_seconds = 0;
    const auto since = [](std::chrono::steady_clock::time_point start) {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    for (size_t step = 0; step < steps.count; step++) {
        const Contents given = steps.given(step);
        const auto start = std::chrono::steady_clock::now();
        for (Unit& unit : units) unit.give(given);
        const auto started = std::chrono::steady_clock::now();
        for (Unit& unit : units) unit.run.start();
        for (Unit& unit : units) unit.run.wait();
        kernel_seconds += since(started);
        std::vector<Contents> taken;
        for (Unit& unit : units) taken.push_back(unit.take());
        const std::vector<int32_t> output = finish(given, taken);
        seconds += since(start);
        std::map<std::string, Tally> tallies;
        compare(tallies, steps, step, taken, output);
        bool differs = false;
        for (const auto& tally : tallies) differs |= tally.second.differ != 0;
        wrong += differs;
    }
    const double count = steps.count ? double(steps.count) : 1.0;
    std::printf("flame_moe: %zu steps, %zu differ, %.3f ms each with %zu transfers, %.3f ms of it in kernels\n",
                steps.count, wrong, 1e3 * seconds / count, transfers, 1e3 * kernel_seconds / count);
    std::puts(wrong ? "FAIL" : "PASS");
    return wrong != 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
}
