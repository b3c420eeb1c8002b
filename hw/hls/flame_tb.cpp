// Runs every kernel on the test vectors of a project and compares with the expected answers, bit for bit.
// Usage: flame_tb PROJECT_FOLDER
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "flame_kernels.h"

static std::string root = ".";

template <class T>
static std::vector<T> load(const std::string& name) {
    std::ifstream file(root + "/" + name, std::ios::binary | std::ios::ate);
    if (!file) {
        std::fprintf(stderr, "%s/%s: cannot be read (give the project folder)\n", root.c_str(), name.c_str());
        std::exit(2);
    }
    const size_t bytes = file.tellg();
    if (bytes % sizeof(T)) {
        std::fprintf(stderr, "%s: %zu bytes are no whole number of %zu-byte elements\n", name.c_str(), bytes, sizeof(T));
        std::exit(2);
    }
    std::vector<T> values(bytes / sizeof(T));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(values.data()), bytes);
    return values;
}

static int failures = 0;

template <class T>
static void compare(const char* kernel, const std::vector<T>& found, const std::vector<T>& expected) {
    size_t wrong = found.size() != expected.size();
    for (size_t i = 0; i < found.size() && i < expected.size(); i++) wrong += std::memcmp(&found[i], &expected[i], sizeof(T)) != 0;
    std::printf("%s: %zu values, %zu differ\n", kernel, found.size(), wrong);
    failures += wrong != 0;
}

int main(int argc, char** argv) {
    if (argc > 1) root = argv[1];
    {
        const auto wi_values = load<ValueWord>("image/wi_values.bin"), wo_values = load<ValueWord>("image/wo_values.bin");
        const auto wi_places = load<PlaceWord>("image/wi_places.bin"), wo_places = load<PlaceWord>("image/wo_places.bin");
        const auto wi_multipliers = load<int32_t>("image/wi_multipliers.bin");
        const auto wo_multipliers = load<int32_t>("image/wo_multipliers.bin");
        const auto experts = load<int32_t>("vectors/experts.bin");
        const auto x = load<int8_t>("vectors/x.bin");
        std::vector<int32_t> y(experts.size() * D_MODEL);
        for (size_t i = 0; i < experts.size(); i++)
            sparse_expert(experts[i], &x[i * D_MODEL], wi_values.data(), wi_places.data(), wi_multipliers.data(),
                          wo_values.data(), wo_places.data(), wo_multipliers.data(), &y[i * D_MODEL]);
        compare("sparse_expert", y, load<int32_t>("vectors/y.bin"));
    }
    {
        const auto weights = load<int16_t>("image/router.bin");
        const auto layers = load<int32_t>("vectors/router_layers.bin");
        const auto logit_bits = load<int32_t>("vectors/router_logit_bits.bin");
        const auto x = load<int16_t>("vectors/router_x.bin");
        std::vector<Route> routes(layers.size());
        for (size_t i = 0; i < layers.size(); i++)
            router_top1(layers[i], logit_bits[i], &x[i * D_MODEL], weights.data(), &routes[i]);
        compare("router_top1", routes, load<Route>("vectors/routes.bin"));
    }
    {
        const auto table = load<uint8_t>("image/cepr_table.bin");
        const auto queries = load<int32_t>("vectors/lookups.bin");  // layer, known, KNOWN_LAYERS entries
        std::vector<int32_t> predicted(queries.size() / (2 + KNOWN_LAYERS));
        for (size_t i = 0; i < predicted.size(); i++) {
            const int32_t* query = &queries[i * (2 + KNOWN_LAYERS)];
            cepr_lookup(query[0], query[1], query + 2, table.data(), &predicted[i]);
        }
        compare("cepr_lookup", predicted, load<int32_t>("vectors/predicted.bin"));
    }
    {
        const auto accesses = load<Access>("vectors/accesses.bin");
        std::vector<Residence> residences(accesses.size());
        expert_buffer(accesses.size(), accesses.data(), residences.data());
        compare("expert_buffer", residences, load<Residence>("vectors/residences.bin"));
    }
    std::puts(failures ? "FAIL" : "PASS");
    return failures != 0;
}
