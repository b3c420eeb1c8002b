// Runs the kernel on the board (or in hardware emulation) over the test vectors and compares, bit for bit.
// Usage: flame_host flame.xclbin PROJECT_FOLDER [DEVICE]
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include <xrt/xrt_bo.h>
#include <xrt/xrt_device.h>
#include <xrt/xrt_kernel.h>
#define FLAME_HOST
#include "flame_moe.h"

static std::vector<char> load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be read (give the project folder)");
    return {std::istreambuf_iterator<char>(file), {}};
}

// What differs from step to step: its bytes for all steps, and a buffer on the device for one.
struct Rows {
    Rows(const xrt::device& device, const xrt::kernel& kernel, int argument, const std::string& path, size_t bytes)
        : all(load(path)), each(bytes), buffer(device, bytes, kernel.group_id(argument)), read_back(bytes) {}
    void give(size_t step) {
        buffer.write(&all[step * each]);
        buffer.sync(XCL_BO_SYNC_BO_TO_DEVICE);
    }
    bool differs(size_t step) {
        buffer.sync(XCL_BO_SYNC_BO_FROM_DEVICE);
        buffer.read(read_back.data());
        return std::memcmp(read_back.data(), &all[step * each], each) != 0;
    }
    std::vector<char> all;
    size_t each;
    xrt::bo buffer;
    std::vector<char> read_back;
};

int main(int argc, char** argv) try {
    if (argc < 3) {
        std::fprintf(stderr, "usage: %s flame.xclbin PROJECT_FOLDER [DEVICE]\n", argv[0]);
        return 2;
    }
    const std::string root = argv[2];
    xrt::device device(argc > 3 ? std::stoi(argv[3]) : 0);
    xrt::kernel kernel(device, device.load_xclbin(argv[1]), "flame_moe");

    const std::array<std::pair<const char*, int>, 5> images{
        {{"router_weights", 2}, {"table", 3}, {"values", 5}, {"places", 6}, {"multipliers", 7}}};
    std::vector<xrt::bo> image;
    for (const auto& [name, argument] : images) {
        const auto bytes = load(root + "/image/" + name + ".bin");
        image.emplace_back(device, bytes.size(), kernel.group_id(argument));
        image.back().write(bytes.data());
        image.back().sync(XCL_BO_SYNC_BO_TO_DEVICE);
    }
    const std::string vectors = root + "/vectors/";
    Rows command(device, kernel, 0, vectors + "command.bin", COMMAND_WORDS * sizeof(int32_t));
    Rows router_x(device, kernel, 1, vectors + "router_x.bin", D_MODEL * sizeof(int16_t));
    Rows x(device, kernel, 4, vectors + "x.bin", D_MODEL * VALUE_BYTES);
    Rows decision(device, kernel, 8, vectors + "decision.bin", DECISION_WORDS * sizeof(int32_t));
    Rows y(device, kernel, 9, vectors + "y.bin", D_MODEL * sizeof(int32_t));

    const size_t steps = command.all.size() / command.each;
    size_t wrong = 0;
    double seconds = 0;
    for (size_t step = 0; step < steps; step++) {
        command.give(step);
        router_x.give(step);
        x.give(step);
        const auto start = std::chrono::steady_clock::now();
        auto run = kernel(command.buffer, router_x.buffer, image[0], image[1], x.buffer, image[2], image[3], image[4],
                          decision.buffer, y.buffer);
        run.wait();
        seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        wrong += decision.differs(step) || y.differs(step);
    }
    std::printf("flame_moe: %zu steps, %zu differ, %.3f ms each\n", steps, wrong, steps ? 1e3 * seconds / steps : 0.0);
    std::puts(wrong ? "FAIL" : "PASS");
    return wrong != 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
}
