// Runs the expert kernel on the board (or in hardware emulation) over the test vectors and compares, bit for bit.
// Usage: flame_host flame.xclbin PROJECT_FOLDER [DEVICE]
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <xrt/xrt_bo.h>
#include <xrt/xrt_device.h>
#include <xrt/xrt_kernel.h>
#include "flame_kernels.h"

static std::vector<char> load(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) throw std::runtime_error(path + ": cannot be read (give the project folder)");
    std::vector<char> bytes(file.tellg());
    file.seekg(0);
    file.read(bytes.data(), bytes.size());
    return bytes;
}

static xrt::bo upload(const xrt::device& device, const std::vector<char>& bytes, int bank) {
    xrt::bo buffer(device, bytes.empty() ? 64 : bytes.size(), bank);
    if (!bytes.empty()) {
        buffer.write(bytes.data());
        buffer.sync(XCL_BO_SYNC_BO_TO_DEVICE);
    }
    return buffer;
}

int main(int argc, char** argv) try {
    if (argc < 3) {
        std::fprintf(stderr, "usage: %s flame.xclbin PROJECT_FOLDER [DEVICE]\n", argv[0]);
        return 2;
    }
    const std::string root = argv[2];
    xrt::device device(argc > 3 ? std::stoi(argv[3]) : 0);
    const auto design = device.load_xclbin(argv[1]);
    xrt::kernel kernel(device, design, "sparse_expert");

    const char* sections[] = {"wi_values", "wi_places", "wi_multipliers", "wo_values", "wo_places", "wo_multipliers"};
    std::vector<xrt::bo> weights;
    for (int i = 0; i < 6; i++)
        weights.push_back(upload(device, load(root + "/image/" + sections[i] + ".bin"), kernel.group_id(i + 2)));
    const auto experts = load(root + "/vectors/experts.bin"), x = load(root + "/vectors/x.bin");
    const auto expected = load(root + "/vectors/y.bin");
    const size_t tokens = experts.size() / sizeof(int32_t);
    xrt::bo input(device, D_MODEL, kernel.group_id(1)), output(device, D_MODEL * sizeof(int32_t), kernel.group_id(8));

    size_t wrong = 0;
    double seconds = 0;
    std::vector<char> y(D_MODEL * sizeof(int32_t));
    for (size_t token = 0; token < tokens; token++) {
        int32_t expert;
        std::memcpy(&expert, &experts[token * sizeof expert], sizeof expert);
        input.write(&x[token * D_MODEL]);
        input.sync(XCL_BO_SYNC_BO_TO_DEVICE);
        const auto start = std::chrono::steady_clock::now();
        auto run = kernel(expert, input, weights[0], weights[1], weights[2], weights[3], weights[4], weights[5], output);
        run.wait();
        seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        output.sync(XCL_BO_SYNC_BO_FROM_DEVICE);
        output.read(y.data());
        wrong += std::memcmp(y.data(), &expected[token * y.size()], y.size()) != 0;
    }
    std::printf("sparse_expert: %zu tokens, %zu differ, %.3f ms each\n", tokens, wrong, tokens ? 1e3 * seconds / tokens : 0.0);
    std::puts(wrong ? "FAIL" : "PASS");
    return wrong != 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
}
