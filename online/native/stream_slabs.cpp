#include "stream_slabs.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>

#include "stream_waits.h"

namespace flame_stream {
namespace {

constexpr std::size_t huge_page = 2u << 20;

void in_huge_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#if defined(MADV_HUGEPAGE)
  if (bytes >= huge_page) madvise(memory, bytes / huge_page * huge_page, MADV_HUGEPAGE);
#endif
}

// Has a page be there and leaves what it holds, whoever writes it meanwhile: that is one atomic step, and that others
// write beside it is meant, so that no sanitizer is to look at it.
__attribute__((noinline, no_sanitize("thread"))) void touch(std::uint8_t* page) {
  __atomic_fetch_or(page, std::uint8_t{0}, __ATOMIC_RELAXED);
}

}  // namespace

Slabs::Slabs(std::size_t bytes, std::size_t slots) : bytes_(bytes) {
  if (bytes_ && slots) map_run(slots);
}

Slabs::~Slabs() {
  unmap_run();
  for (std::uint8_t* slab : single_) std::free(slab);
}

void Slabs::map_run(std::size_t slots) {
  const std::size_t wanted = slots * bytes_;
  void* const memory = mmap(nullptr, wanted + huge_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;  // slots come one by one, as long as there is memory
  mapped_ = memory;
  mapped_bytes_ = wanted + huge_page;
  const std::size_t beyond = reinterpret_cast<std::uintptr_t>(memory) % huge_page;
  run_ = static_cast<std::uint8_t*>(memory) + (huge_page - beyond) % huge_page;
  run_bytes_ = wanted;
  in_huge_pages(run_, run_bytes_);
  const SignalsBlocked blocked;
  toucher_ = std::thread([this] {
    // What was taken meanwhile is its holder's to touch; such a page may be met here as well, and stays as it is.
    for (std::size_t at = 0; at < run_bytes_ && !stops_; at = std::max(at + page, begun_.load()))
      touch(run_ + at);
  });
}

void Slabs::unmap_run() {
  stops_ = true;
  if (toucher_.joinable()) toucher_.join();
  if (mapped_) munmap(mapped_, mapped_bytes_);
  mapped_ = nullptr;
  run_ = nullptr;
  run_bytes_ = begun_ = 0;
}

std::uint8_t* Slabs::take() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (!free_.empty()) {
    std::uint8_t* const slab = free_.back();
    free_.pop_back();
    held_ += of_run(slab);
    return slab;
  }
  if (begun_ + bytes_ <= run_bytes_) {
    ++held_;
    return run_ + begun_.fetch_add(bytes_);
  }
  void* memory = nullptr;
  if (posix_memalign(&memory, bytes_ >= huge_page ? huge_page : page, bytes_) != 0) std::abort();
  in_huge_pages(memory, bytes_);
  single_.push_back(static_cast<std::uint8_t*>(memory));
  return single_.back();
}

void Slabs::give(std::uint8_t* slab) {
  std::lock_guard<std::mutex> lock(mutex_);
  held_ -= of_run(slab);
  free_.push_back(slab);
}

void Slabs::give_up() {
  std::lock_guard<std::mutex> lock(mutex_);
  std::vector<std::uint8_t*> kept;
  for (std::uint8_t* slab : free_) {
    if (of_run(slab)) {
      if (held_) kept.push_back(slab);
      continue;
    }
    single_.erase(std::find(single_.begin(), single_.end(), slab));
    std::free(slab);
  }
  free_.swap(kept);
  if (!held_) unmap_run();
}

}  // namespace flame_stream
