#include "nm_product.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <vector>

#include "nm_panel.h"
#include "nm_pool.h"
#include "nm_prepare.h"

namespace flame_nm {
namespace {

// Products whose rows are computed side by side: of one matrix, or of a gate and what it gates.
struct Work {
  const Matrix* matrices[2];
  Activations x[2];
  WholeActivations whole;  // of both where rows are unpacked; then the kernels are not asked
  WordActivations words;   // likewise, of floats
  RowKernel kernels[2];
  InstructionSet sets[2];  // of the kernels
  float* y[2];
  int count;
  std::int64_t tokens, rows_a_chunk;
  bool activated;
  Activation activation;
  InstructionSet set;
};

constexpr std::int64_t cached_bytes = 1 << 17;

void compute_rows(const Work& work, int i, std::int64_t first, std::int64_t last) {
  const Matrix& matrix = *work.matrices[i];
  const bool unpacked = work.whole.numbers || work.words.words;
  if (work.whole.numbers) tile_rows(matrix, work.whole, first, last, work.y[i]);
  else if (unpacked) float_tile_rows(matrix, work.words, first, last, work.y[i]);
  // Some rows at a time, so that they are still in the second cache for the next tokens.
  const std::int64_t some = std::max<std::int64_t>(1, cached_bytes / std::max<std::int64_t>(1, 4 * matrix.row_bytes())) * 4;
  const std::int64_t rows = work.tokens > max_tokens ? some : last - first;
  for (std::int64_t row = first; !unpacked && row < last; row += rows)
    for (std::int64_t t = 0; t < work.tokens; t += max_tokens)
      work.kernels[i](matrix, work.x[i], t, static_cast<int>(std::min<std::int64_t>(max_tokens, work.tokens - t)), row,
                      std::min(row + rows, last), work.y[i]);
  if (!matrix.bias) return;
  for (std::int64_t t = 0; t < work.tokens; ++t)
    for (std::int64_t row = first; row < last; ++row) work.y[i][t * matrix.rows + row] += matrix.bias[row];
}

void run_chunk(void* context, std::int64_t chunk) {
  const Work& work = *static_cast<const Work*>(context);
  const std::int64_t rows = work.matrices[0]->rows, first = chunk * work.rows_a_chunk;
  const std::int64_t last = std::min(rows, first + work.rows_a_chunk);
  for (int i = 0; i < work.count; ++i) compute_rows(work, i, first, last);
  if (!work.activated) return;
  const int up = work.count - 1;
  for (std::int64_t t = 0; t < work.tokens; ++t)
    activate(work.activation, work.count > 1 ? work.y[0] + t * rows + first : nullptr, work.y[up] + t * rows + first,
             last - first, work.set);
}

RowKernel kernel_of(const Matrix& matrix, InstructionSet& set) {
  RowKernel kernel = set == InstructionSet::avx512 ? avx512_kernel(matrix)
                     : set == InstructionSet::avx2 ? avx2_kernel(matrix)
                                                   : nullptr;
  if (kernel) return kernel;
  set = InstructionSet::portable;
  return portable_kernel(matrix);
}

constexpr std::int64_t pass = 2 * max_tokens;  // the weights are read once for so many tokens

struct Prepared {  // activations of the products of a `Work`
  Scratch scratch[2];
};

// Points `work` at its kernels, and at x [work.tokens, cols] as they read it; `alike` has it perhaps already.
void begin(Work& work, const float* x, InstructionSet set, Prepared& prepared, const Work* alike = nullptr) {
  work.set = set;
  for (int i = 0; i < work.count; ++i) {
    const Matrix& matrix = *work.matrices[i];
    work.sets[i] = set;
    work.kernels[i] = kernel_of(matrix, work.sets[i]);
    const Work* const before = i ? &work : alike;
    const bool shared = before && before->sets[0] == work.sets[i] && stride_of(*before->matrices[0]) == stride_of(matrix) &&
                        before->matrices[0]->integer() == matrix.integer();
    work.x[i] = shared ? before->x[0] : prepare(matrix, x, work.tokens, work.sets[i], prepared.scratch[i]);
  }
}

std::int64_t cut(Work& work, std::int64_t chunks) {
  const std::int64_t rows = work.matrices[0]->rows;
  work.rows_a_chunk = (rows + std::min(chunks, rows) - 1) / std::min(chunks, rows);
  return (rows + work.rows_a_chunk - 1) / work.rows_a_chunk;
}

std::int64_t bytes_of(const Matrix& matrix) { return matrix.rows * matrix.row_bytes(); }
std::int64_t bytes_of(const Expert& expert) {
  return bytes_of(*expert.up) + bytes_of(*expert.down) + (expert.gate ? bytes_of(*expert.gate) : 0);
}

// Few chunks: the first rows of each come without prefetch.
std::int64_t few(int threads) { return threads > 1 ? 2 * threads : 1; }

// Whether both products of a `Work` unpack their rows, and read the same activations.
bool tiled(const Matrix& first, const Matrix& second, std::int64_t tokens, InstructionSet set) {
  return has_tiles(first, set) && tokens >= tile_tokens(first) && has_tiles(second, set) &&
         tile_stride(first) == tile_stride(second);
}
bool float_tiled(const Matrix& first, const Matrix& second, std::int64_t tokens, InstructionSet set) {
  if (!has_float_tiles(first, set) || tokens < float_tile_tokens(first) || !has_float_tiles(second, set)) return false;
  const bool pairs = multiplies_pairs(first);
  return pairs == multiplies_pairs(second) && row_words(first, pairs) == row_words(second, pairs);
}

// Fills work.y from x, whose rows are unpacked, `multiple` of them or several times as many in a chunk.
void run_tiles(Work& work, int threads, std::int64_t multiple) {
  const std::int64_t rows = work.matrices[0]->rows, chunks = threads > 1 ? 4 * threads : 1;
  work.rows_a_chunk = std::max<std::int64_t>(1, (rows + multiple - 1) / multiple / chunks) * multiple;
  run_chunks(threads, (rows + work.rows_a_chunk - 1) / work.rows_a_chunk, run_chunk, &work);
}

// Fills work.y from x [tokens, cols], a pass of tokens after the other.
void run(Work work, const float* x, std::int64_t tokens, int threads, InstructionSet set, Coarse& coarse, bool singly = false) {
  static thread_local Prepared prepared;
  const Matrix &first = *work.matrices[0], &second = *work.matrices[work.count - 1];
  work.set = set;
  work.tokens = tokens;
  threads = threads_for(threads, tokens * work.count * bytes_of(first));
  if (tiled(first, second, tokens, set)) {
    work.whole = prepare_tiles(first, x, tokens, prepared.scratch[0]);
    return run_tiles(work, threads, panel_rows);
  }
  if (!singly && float_tiled(first, second, tokens, set)) {
    work.words = prepare_words(first, x, tokens, prepared.scratch[0], coarse);
    return run_tiles(work, threads, unpacked_rows);
  }
  const std::int64_t chunks = cut(work, few(threads));
  for (std::int64_t token = 0; token < tokens; token += pass) {
    work.tokens = std::min(pass, tokens - token);
    begin(work, x + token * first.cols, set, prepared);
    run_chunks(threads, chunks, run_chunk, &work);
    for (int i = 0; i < work.count; ++i) work.y[i] += work.tokens * first.rows;
  }
}

// The products that enter an expert, whose results are `hidden`, and `gate` where it has one.
Work entering(const Expert& expert, std::vector<float>& gate, std::vector<float>& hidden, std::int64_t tokens) {
  const auto size = static_cast<std::size_t>(tokens * expert.up->rows);
  hidden.resize(std::max(hidden.size(), size));
  Work work{};
  work.tokens = tokens;
  work.activated = true;
  work.activation = expert.activation;
  if (expert.gate) {
    gate.resize(std::max(gate.size(), size));
    work.matrices[work.count] = expert.gate;
    work.y[work.count++] = gate.data();
  }
  work.matrices[work.count] = expert.up;
  work.y[work.count++] = hidden.data();
  return work;
}

Work single(const Matrix& matrix, float* y, std::int64_t tokens) {
  Work work{};
  work.matrices[0] = &matrix;
  work.y[0] = y;
  work.count = 1;
  work.tokens = tokens;
  return work;
}

// Products of one row of activations, computed side by side.
struct Row {
  std::deque<Work> works;
  std::vector<std::int64_t> ends;  // of each one's chunks among all
};

void run_row(void* context, std::int64_t chunk) {
  Row& row = *static_cast<Row*>(context);
  std::size_t i = 0;
  while (chunk >= row.ends[i]) ++i;
  run_chunk(&row.works[i], i ? chunk - row.ends[i - 1] : chunk);
}

void weigh(const Use& use, std::int64_t first, std::int64_t last) {
  if (!use.gates) return;
  const std::int64_t rows = use.expert->down->rows;
  for (std::int64_t t = 0; t < use.tokens; ++t)
    for (std::int64_t row = first; row < last; ++row) use.y[t * rows + row] *= use.gates[t];
}

// An expert of few rows on its way through a region that it shares with others.
struct Course {
  Use use;
  InstructionSet set;
  Work in, out;
  Prepared before_in, before_out;
  std::vector<float> gate, hidden;
  std::atomic<std::int64_t> left;  // chunks of `in` that are not computed
  std::atomic<bool> entered;       // all of them are, and `out` has its activations
};

struct Region {
  std::deque<Course>& courses;
  std::int64_t count, in_chunks, out_chunks;  // the latter of each
};

// First the chunks of what enters every expert, then of what leaves: whoever takes a chunk waits only for chunks that
// were taken before it, so that any number of threads comes to the end.
void run_course(void* context, std::int64_t chunk) {
  const Region& region = *static_cast<const Region*>(context);
  const std::int64_t entering = region.count * region.in_chunks;
  if (chunk < entering) {
    Course& course = region.courses[static_cast<std::size_t>(chunk / region.in_chunks)];
    run_chunk(&course.in, chunk % region.in_chunks);
    if (course.left.fetch_sub(1, std::memory_order_acq_rel) > 1) return;
    begin(course.out, course.hidden.data(), course.set, course.before_out);
    course.entered.store(true, std::memory_order_release);
    return;
  }
  Course& course = region.courses[static_cast<std::size_t>((chunk - entering) / region.out_chunks)];
  chunk = (chunk - entering) % region.out_chunks;
  wait_for(course.entered);
  run_chunk(&course.out, chunk);
  const std::int64_t first = chunk * course.out.rows_a_chunk;
  weigh(course.use, first, std::min(first + course.out.rows_a_chunk, course.use.expert->down->rows));
}

// Whether an expert's rows are few enough to be read as they are, beside those of other experts.
bool has_few_rows(const Use& use, InstructionSet set) {
  return use.tokens <= pass && !tiled(*use.expert->up, *use.expert->up, use.tokens, set);
}

// Experts of one shape and few rows each.
void run_courses(const Use* uses, std::int64_t count, int threads, InstructionSet set) {
  static thread_local std::deque<Course> courses;
  while (courses.size() < static_cast<std::size_t>(count)) courses.emplace_back();
  Region region{courses, count, 0, 0};
  std::int64_t bytes = 0;
  for (std::int64_t i = 0; i < count; ++i) bytes += uses[i].tokens * bytes_of(*uses[i].expert);
  threads = threads_for(threads, bytes);
  const std::int64_t chunks = count > 1 ? threads : few(threads);
  for (std::int64_t i = 0; i < count; ++i) {
    Course& course = courses[static_cast<std::size_t>(i)];
    course.use = uses[i];
    course.set = set;
    course.in = entering(*uses[i].expert, course.gate, course.hidden, uses[i].tokens);
    course.out = single(*uses[i].expert->down, uses[i].y, uses[i].tokens);
    region.in_chunks = cut(course.in, chunks);
    region.out_chunks = cut(course.out, chunks);
    const bool same = i && uses[i].x == uses[0].x && uses[i].tokens == uses[0].tokens;
    begin(course.in, uses[i].x, set, course.before_in, same ? &courses[0].in : nullptr);
    course.left.store(region.in_chunks, std::memory_order_relaxed);
    course.entered.store(false, std::memory_order_relaxed);
  }
  run_chunks(threads, count * (region.in_chunks + region.out_chunks), run_course, &region);
}

// An expert of many rows. Of a token that enters in bf16 what enters `down` is rounded to bf16, where that is multiplied in
// bf16: so do a model's own layers.
void run_alone(const Use& use, int threads, InstructionSet set) {
  static thread_local std::vector<float> gate, hidden;
  static thread_local Coarse coarse;
  coarse.clear();
  run(entering(*use.expert, gate, hidden, use.tokens), use.x, use.tokens, threads, set, coarse, use.singly);
  run(single(*use.expert->down, use.y, use.tokens), hidden.data(), use.tokens, threads, set, coarse, use.singly);
  weigh(use, 0, use.expert->down->rows);
}

}  // namespace

InstructionSet available(std::int32_t wanted) {
  if (wanted >= 2 && has_avx512()) return InstructionSet::avx512;
  if (wanted >= 1 && has_avx2()) return InstructionSet::avx2;
  return InstructionSet::portable;
}

void multiply(const Matrix& matrix, const float* x, float* y, std::int64_t tokens, int threads, InstructionSet set) {
  static thread_local Coarse coarse;
  coarse.clear();
  run(single(matrix, y, tokens), x, tokens, threads, set, coarse);
}

void multiply(const Product* products, std::int64_t count, const float* x, int threads, InstructionSet set) {
  static thread_local std::deque<Prepared> prepared;
  while (prepared.size() < static_cast<std::size_t>(count)) prepared.emplace_back();
  Row row;
  std::int64_t bytes = 0;
  for (std::int64_t i = 0; i < count; ++i) bytes += bytes_of(*products[i].matrix);
  threads = threads_for(threads, bytes);
  for (std::int64_t i = 0; i < count; ++i) {
    row.works.push_back(single(*products[i].matrix, products[i].y, 1));
    row.ends.push_back((i ? row.ends.back() : 0) + cut(row.works.back(), few(threads)));
    begin(row.works.back(), x, set, prepared[static_cast<std::size_t>(i)], i ? &row.works.front() : nullptr);
  }
  run_chunks(threads, row.ends.back(), run_row, &row);
}

void compute(const Use* uses, std::int64_t count, int threads, InstructionSet set) {
  for (std::int64_t i = 0; i < count;) {
    std::int64_t together = i;
    while (together < count && has_few_rows(uses[together], set)) ++together;
    if (together > i) run_courses(uses + i, together - i, threads, set);
    else run_alone(uses[together++], threads, set);
    i = together;
  }
}

}  // namespace flame_nm
