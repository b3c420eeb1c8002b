// Runs the kernel on the board (or in hardware emulation) over the test vectors and compares, bit for bit.
// Usage: flame_host flame.xclbin PROJECT_FOLDER [DEVICE]
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <xrt/xrt_bo.h>
#include <xrt/xrt_device.h>
#include <xrt/xrt_kernel.h>
#define FLAME_HOST
#include "finish.h"
#include "flame_moe.h"

static std::vector<char> load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be read (give the project folder)");
    return {std::istreambuf_iterator<char>(file), {}};
}

template <class T>
static std::vector<T> load_as(const std::string& path) {
    const auto bytes = load(path);
    std::vector<T> values(bytes.size() / sizeof(T));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
}

// The test vectors: what differs from step to step.
struct Vectors {
    explicit Vectors(const std::string& folder)
        : command(load_as<int32_t>(folder + "command.bin")), router_x(load_as<int16_t>(folder + "router_x.bin")),
          x(load(folder + "x.bin")), decision(load_as<int32_t>(folder + "decision.bin")),
          y(load_as<int32_t>(folder + "y.bin")) {}
    size_t steps() const { return command.size() / COMMAND_WORDS; }
    std::vector<int32_t> command;
    std::vector<int16_t> router_x;
    std::vector<char> x;
    std::vector<int32_t> decision, y;
};

// Buffers within one: a single transfer moves them all. Each begins at a page, as XRT wants it.
struct Together {
    static constexpr size_t PAGE = 4096;
    void make(const xrt::device& device, const xrt::kernel& kernel, const std::vector<std::pair<int, size_t>>& sizes) {
        size_t whole = 0;
        for (const auto& size : sizes) whole += (size.second + PAGE - 1) / PAGE * PAGE;
        all = xrt::bo(device, whole, kernel.group_id(sizes[0].first));
        size_t at = 0;
        for (const auto& [argument, bytes] : sizes) {
            parts.emplace_back(all, bytes, at);
            at += (bytes + PAGE - 1) / PAGE * PAGE;
        }
    }
    xrt::bo all;
    std::vector<xrt::bo> parts;
};

// One instance of the kernel; its buffers lie in its own memory banks.
struct Unit {
    Unit(const xrt::device& device, const xrt::uuid& xclbin, const std::string& images, int number)
        : kernel(device, xclbin, "flame_moe:{flame_moe_" + std::to_string(number + 1) + "}"), decision(DECISION_WORDS),
          answer(D_MODEL) {
        const std::string own = images + "unit_" + std::to_string(number) + "/";
        given.make(device, kernel, {{0, COMMAND_WORDS * sizeof(int32_t)}, {1, D_MODEL * sizeof(int16_t)},
                                    {4, D_MODEL * VALUE_BYTES}});
        taken.make(device, kernel, {{8, DECISION_WORDS * sizeof(int32_t)}, {9, D_MODEL * sizeof(Answer)}});
        arguments[0] = given.parts[0];
        arguments[1] = given.parts[1];
        arguments[2] = image(device, 2, images + "router_weights.bin");
        arguments[3] = image(device, 3, images + "table.bin");
        arguments[4] = given.parts[2];
        arguments[5] = image(device, 5, own + "values.bin");
        arguments[6] = image(device, 6, own + "places.bin");
        arguments[7] = image(device, 7, own + "multipliers.bin");
        arguments[8] = taken.parts[0];
        arguments[9] = taken.parts[1];
    }
    xrt::bo image(const xrt::device& device, int argument, const std::string& path) {
        const auto bytes = load(path);
        xrt::bo buffer(device, bytes.size(), kernel.group_id(argument));
        buffer.write(bytes.data());
        buffer.sync(XCL_BO_SYNC_BO_TO_DEVICE);
        return buffer;
    }
    void give(const void* command, const void* router_x, const void* x) {
        const void* contents[] = {command, router_x, x};
        for (size_t part = 0; part < given.parts.size(); part++) given.parts[part].write(contents[part]);
        given.all.sync(XCL_BO_SYNC_BO_TO_DEVICE);
    }
    xrt::run start() {
        auto& a = arguments;
        return kernel(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]);
    }
    void take() {
        taken.all.sync(XCL_BO_SYNC_BO_FROM_DEVICE);
        arguments[8].read(decision.data());
        arguments[9].read(answer.data());
    }
    xrt::kernel kernel;
    Together given, taken;
    std::array<xrt::bo, 10> arguments;
    std::vector<int32_t> decision;
    std::vector<Answer> answer;
};

int main(int argc, char** argv) try {
    if (argc < 3) {
        std::fprintf(stderr, "usage: %s flame.xclbin PROJECT_FOLDER [DEVICE]\n", argv[0]);
        return 2;
    }
    const std::string root = argv[2];
    const Vectors vectors(root + "/vectors/");
    const auto multipliers =
        UNITS > 1 ? load_as<int32_t>(root + "/image/output_multipliers.bin") : std::vector<int32_t>();
    xrt::device device(argc > 3 ? std::stoi(argv[3]) : 0);
    const xrt::uuid xclbin = device.load_xclbin(argv[1]);
    std::vector<Unit> units;
    for (int number = 0; number < UNITS; number++) units.emplace_back(device, xclbin, root + "/image/", number);

    size_t wrong = 0;
    double seconds = 0, kernel_seconds = 0;
    const auto since = [](std::chrono::steady_clock::time_point start) {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    for (size_t step = 0; step < vectors.steps(); step++) {
        const auto start = std::chrono::steady_clock::now();
        for (Unit& unit : units)
            unit.give(&vectors.command[step * COMMAND_WORDS], &vectors.router_x[step * D_MODEL],
                      &vectors.x[step * D_MODEL * VALUE_BYTES]);
        const auto started = std::chrono::steady_clock::now();
        std::vector<xrt::run> runs;
        for (Unit& unit : units) runs.push_back(unit.start());
        for (xrt::run& run : runs) run.wait();
        kernel_seconds += since(started);
        std::vector<std::vector<Answer>> answers;
        bool differs = false;
        for (Unit& unit : units) {
            unit.take();
            answers.push_back(unit.answer);
            differs |= !std::equal(unit.decision.begin(), unit.decision.end(), &vectors.decision[step * DECISION_WORDS]);
        }
        const std::vector<int32_t>& decision = units[0].decision;
        const auto y = finished(answers, multipliers, vectors.command[step * COMMAND_WORDS], decision[0], decision[1]);
        seconds += since(start);
        wrong += differs || !std::equal(y.begin(), y.end(), &vectors.y[step * D_MODEL]);
    }
    const double steps = vectors.steps() ? double(vectors.steps()) : 1.0;
    std::printf("flame_moe: %zu steps, %zu differ, %.3f ms each with %d transfers, %.3f ms of it in kernels\n",
                vectors.steps(), wrong, 1e3 * seconds / steps, 2 * UNITS, 1e3 * kernel_seconds / steps);
    std::puts(wrong ? "FAIL" : "PASS");
    return wrong != 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
}
