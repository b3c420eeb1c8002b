// Runs the kernel over the test vectors of a project and compares with the expected answers, bit for bit.
// Usage: flame_tb PROJECT_FOLDER
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "finish.h"
#include "flame_moe.h"

static std::string root = ".";

// The bytes of a file as elements of whatever the kernel's argument points to.
struct Bytes {
    explicit Bytes(const std::string& name) {
        std::ifstream file(root + "/" + name, std::ios::binary);
        if (!file) {
            std::fprintf(stderr, "%s/%s: cannot be read (give the project folder)\n", root.c_str(), name.c_str());
            std::exit(2);
        }
        bytes.assign(std::istreambuf_iterator<char>(file), {});
    }
    template <class T>
    std::vector<T> as() const {
        std::vector<T> values(bytes.size() / sizeof(T));
        std::memcpy(reinterpret_cast<char*>(values.data()), bytes.data(), values.size() * sizeof(T));
        return values;
    }
    std::vector<char> bytes;
};

static int failures = 0;

static void compare(const char* answer, const std::vector<int32_t>& found, const std::vector<int32_t>& expected) {
    size_t wrong = found.size() != expected.size();
    for (size_t i = 0; i < found.size() && i < expected.size(); i++) wrong += found[i] != expected[i];
    std::printf("%s: %zu values, %zu differ\n", answer, found.size(), wrong);
    failures += wrong != 0;
}

// Unit after unit over all steps: the first step forgets all residents, so that no unit sees another's.
template <class Router, class Table, class X, class Values, class Places>
static void run(void (*kernel)(int32_t*, int16_t*, Router*, Table*, X*, Values*, Places*, int32_t*, int32_t*, Answer*)) {
    auto weights = Bytes("image/router_weights.bin").as<Router>();
    auto table = Bytes("image/table.bin").as<Table>();
    auto commands = Bytes("vectors/command.bin").as<int32_t>();
    auto router_x = Bytes("vectors/router_x.bin").as<int16_t>();
    auto x = Bytes("vectors/x.bin").as<X>();
    const auto expected = Bytes("vectors/decision.bin").as<int32_t>();
    std::vector<int32_t> decisions, wanted;  // of all units, which decide alike
    const size_t steps = commands.size() / COMMAND_WORDS;
    std::vector<std::vector<std::vector<Answer>>> answers(steps);
    for (int unit = 0; unit < UNITS; unit++) {
        const std::string image = "image/unit_" + std::to_string(unit) + "/";
        auto values = Bytes(image + "values.bin").as<Values>();
        auto places = Bytes(image + "places.bin").as<Places>();
        auto multipliers = Bytes(image + "multipliers.bin").as<int32_t>();
        wanted.insert(wanted.end(), expected.begin(), expected.end());
        for (size_t i = 0; i < steps; i++) {
            std::vector<Answer> answer(D_MODEL);
            std::vector<int32_t> decision(DECISION_WORDS);
            kernel(&commands[i * COMMAND_WORDS], &router_x[i * D_MODEL], weights.data(), table.data(), &x[i * D_MODEL],
                   values.data(), places.data(), multipliers.data(), decision.data(), answer.data());
            answers[i].push_back(answer);
            decisions.insert(decisions.end(), decision.begin(), decision.end());
        }
    }
    compare("decisions", decisions, wanted);
    const auto multipliers = UNITS > 1 ? Bytes("image/output_multipliers.bin").as<int32_t>() : std::vector<int32_t>();
    std::vector<int32_t> y;
    for (size_t i = 0; i < steps; i++) {
        const int32_t* decision = &expected[i * DECISION_WORDS];
        const auto row = finished(answers[i], multipliers, commands[i * COMMAND_WORDS], decision[0], decision[1]);
        y.insert(y.end(), row.begin(), row.end());
    }
    compare("outputs", y, Bytes("vectors/y.bin").as<int32_t>());
}

int main(int argc, char** argv) {
    if (argc > 1) root = argv[1];
    run(flame_moe);
    std::puts(failures ? "FAIL" : "PASS");
    return failures != 0;
}
