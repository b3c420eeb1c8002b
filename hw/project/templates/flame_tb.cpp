// Runs the kernel over the test vectors of a project and compares with the expected answers, bit for bit.
// Usage: flame_tb PROJECT_FOLDER
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "finish.h"
#include "flame_moe.h"

// As many bytes as an argument has, and not one more, where a word of any width may begin.
class Buffer {
  public:
    explicit Buffer(size_t size) : size_(size), bytes_(static_cast<char*>(operator new(size, WORD))) {}
    explicit Buffer(const std::vector<char>& content) : Buffer(content.size()) { fill(content); }
    void fill(const std::vector<char>& content) { std::memcpy(bytes_.get(), content.data(), content.size()); }
    std::vector<char> content() const { return {bytes_.get(), bytes_.get() + size_}; }
    char* begin() const { return bytes_.get(); }

  private:
    static constexpr std::align_val_t WORD{64};
    struct Free {
        void operator()(char* bytes) const { operator delete(bytes, WORD); }
    };
    size_t size_;
    std::unique_ptr<char, Free> bytes_;
};

template <class... T, size_t... I>
static void call(void (*kernel)(T*...), const std::vector<Buffer>& buffers, std::index_sequence<I...>) {
    kernel(reinterpret_cast<T*>(buffers[I].begin())...);
}

template <class... T>
static void call(void (*kernel)(T*...), const std::vector<Buffer>& buffers) {
    call(kernel, buffers, std::index_sequence_for<T...>());
}

// What a unit answers, step after step.
static std::vector<Contents> answers_of(int unit, const std::string& root, const Steps& steps) {
    std::vector<Buffer> buffers;
    for (const Argument& argument : ARGUMENTS) {
        if (argument.role == Role::image) buffers.emplace_back(load(image_of(root, argument, unit)));
        else buffers.emplace_back(argument.bytes);
    }
    std::vector<Contents> answers(steps.count);
    for (size_t step = 0; step < steps.count; step++) {
        for (size_t at = 0; at < buffers.size(); at++)
            if (ARGUMENTS[at].role == Role::given) buffers[at].fill(steps.at(ARGUMENTS[at].name, step));
        call(flame_moe, buffers);
        for (size_t at = 0; at < buffers.size(); at++)
            if (ARGUMENTS[at].role == Role::taken) answers[step][ARGUMENTS[at].name] = buffers[at].content();
    }
    return answers;
}

// Unit after unit over all steps: the first step forgets what is resident, so that no unit sees another's.
int main(int argc, char** argv) try {
    const std::string root = argc > 1 ? argv[1] : ".";
    const Steps steps(root);
    const Finish finish(root);
    std::vector<std::vector<Contents>> units;
    for (int unit = 0; unit < UNITS; unit++) units.push_back(answers_of(unit, root, steps));
    std::map<std::string, Tally> tallies;
    for (size_t step = 0; step < steps.count; step++) {
        std::vector<Contents> taken;
        for (const auto& unit : units) taken.push_back(unit[step]);
        compare(tallies, steps, step, taken, finish(steps.given(step), taken));
    }
    size_t differ = 0;
    for (const Argument& argument : ARGUMENTS) {
        if (argument.role != Role::taken) continue;
        const Tally& found = tallies[argument.name];
        std::printf("%s: %zu values, %zu differ\n", argument.name, found.values, found.differ);
        differ += found.differ;
    }
    std::puts(differ ? "FAIL" : "PASS");
    return differ != 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
}
