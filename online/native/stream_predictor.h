// What the native decode step expects at a decision to come: a prediction table, and the path of each sequence.
//
// States `PredictionTable.predict` of flame and online/serving/paths.py again; tests hold them equal.

#pragma once

#include <cstdint>
#include <vector>

namespace flame_stream {

struct Level {  // mirrored in online/serving/native_step.py; arrays as flame's ContextLevel has them
  const std::int64_t* keys;
  const std::int64_t* starts;
  const std::int16_t* experts;
  std::int64_t contexts;
};

class Table {
 public:
  // symbols [count, top_k], ascending row by row; levels of layer i are levels[first[i] .. first[i + 1]).
  Table(const std::int16_t* symbols, std::int64_t count, int top_k, int num_experts, const Level* levels,
        const std::int64_t* first, int layers);

  int known_layers() const { return known_layers_; }
  // The entry of a token that was routed to these experts: its symbol, `none` for one that was never seen.
  int symbol(const std::int64_t* experts, std::vector<std::int64_t>& sorted) const;
  // The experts most likely at a layer after a context of symbols, oldest first.
  void predict(int layer, const int* context, std::size_t entries, int top, std::vector<int>& ranked);

 private:
  const std::int16_t* symbols_;
  std::int64_t count_;
  int top_k_, num_experts_, known_layers_ = 0;
  std::vector<std::vector<Level>> layers_;
  std::vector<std::uint64_t> seen_;
  std::uint64_t now_ = 0;
};

// The symbols of each sequence since its example began, as far back as a table looks.
class Paths {
 public:
  Paths(int layers, int known_layers) : layers_(layers), known_(static_cast<std::size_t>(known_layers)) {}
  void clear();
  int prompt_tokens() const;  // newest tokens of a prompt that are worth keeping
  void extend(const std::vector<int>& newest);
  // A layer has decided for `tokens` tokens of each sequence; history holds the newest `kept` of them, [sequences, kept].
  void read_prompt(int layer, const std::vector<int>& history, int sequences, int kept, int tokens);
  // The entries of sequence i of so many; null where none is known.
  const int* context(int sequences, int i, std::size_t& entries) const;

 private:
  int layers_;
  std::size_t known_;
  std::vector<std::vector<int>> entries_;
  std::vector<std::vector<int>> prompt_;
};

}  // namespace flame_stream
