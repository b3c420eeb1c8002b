// Memory of loads, in pieces of one size that are kept: what a buffer's slots will hold lies in one run.
//
// The first write to a page of new memory takes longer than a product with what the page then holds, and a decision
// would wait for it. So a thread of its own touches the run from when it is there: slots are a budget that decoding uses
// up within some tokens. What is wanted beyond is taken one by one.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace flame_stream {

constexpr std::size_t page = 4096;  // direct reads: unit of offsets, lengths and addresses

class Slabs {
 public:
  // bytes: of a slab, whole pages, 0 where nothing will be taken; slots: how many of them the run has.
  Slabs(std::size_t bytes, std::size_t slots);
  ~Slabs();
  Slabs(const Slabs&) = delete;

  std::uint8_t* take();
  void give(std::uint8_t* slab);
  void give_up();  // the memory of those that nobody holds

 private:
  void map_run(std::size_t slots);
  void unmap_run();
  bool of_run(const std::uint8_t* slab) const { return slab >= run_ && slab < run_ + run_bytes_; }

  std::size_t bytes_;
  std::mutex mutex_;
  std::vector<std::uint8_t*> free_, single_;
  void* mapped_ = nullptr;
  std::size_t mapped_bytes_ = 0;
  std::uint8_t* run_ = nullptr;
  std::size_t run_bytes_ = 0, held_ = 0;  // of the run: its bytes, slabs that somebody holds
  std::atomic<std::size_t> begun_{0};     // its bytes that were ever taken
  std::atomic<bool> stops_{false};
  std::thread toucher_;
};

}  // namespace flame_stream
