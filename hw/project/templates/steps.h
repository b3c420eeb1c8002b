// The steps of a project's test vectors, and how its answers are compared with them: value by value, bit for bit.
#pragma once
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "flame_moe.h"

using Contents = std::map<std::string, std::vector<char>>;  // bytes of arguments by their names

static std::vector<char> load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be read (give the project folder)");
    return {std::istreambuf_iterator<char>(file), {}};
}

template <class T>
static std::vector<T> values_of(const std::vector<char>& bytes) {
    std::vector<T> values(bytes.size() / sizeof(T));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
}

// Where the image of an argument lies.
static std::string image_of(const std::string& root, const Argument& argument, int unit) {
    return root + "/image/" + (argument.own ? "unit_" + std::to_string(unit) + "/" : "") + argument.name + ".bin";
}

struct Steps {
    explicit Steps(const std::string& root) {
        for (const Argument& argument : ARGUMENTS) {
            if (argument.role == Role::image) continue;
            all[argument.name] = load(root + "/vectors/" + argument.name + ".bin");
            if (argument.role == Role::given) count = all[argument.name].size() / argument.bytes;
        }
    }
    // What a step gives the kernel, or is expected to answer.
    std::vector<char> at(const std::string& name, size_t step) const {
        const std::vector<char>& whole = all.at(name);
        const size_t each = whole.size() / count;
        return {whole.begin() + step * each, whole.begin() + (step + 1) * each};
    }
    Contents given(size_t step) const {
        Contents found;
        for (const Argument& argument : ARGUMENTS)
            if (argument.role == Role::given) found[argument.name] = at(argument.name, step);
        return found;
    }
    Contents all;
    size_t count = 0;
};

struct Tally {
    size_t values = 0, differ = 0;
    void add(const std::vector<int32_t>& found, const std::vector<int32_t>& expected) {
        values += found.size();
        differ += found.size() != expected.size();
        for (size_t i = 0; i < found.size() && i < expected.size(); i++) differ += found[i] != expected[i];
    }
};

// Adds a step to what was compared of each answer: of every unit where they answer alike, and of the finished output.
static void compare(std::map<std::string, Tally>& tallies, const Steps& steps, size_t step,
                    const std::vector<Contents>& taken, const std::vector<int32_t>& output) {
    for (const Argument& argument : ARGUMENTS) {
        if (argument.role != Role::taken) continue;
        const auto expected = values_of<int32_t>(steps.at(argument.name, step));
        if (argument.name == std::string(ANSWER)) tallies[ANSWER].add(output, expected);
        else
            for (const Contents& unit : taken) tallies[argument.name].add(values_of<int32_t>(unit.at(argument.name)), expected);
    }
}
