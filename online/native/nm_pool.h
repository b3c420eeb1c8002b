// A small persistent thread pool for work of some tens of microseconds.

#pragma once

#include <atomic>
#include <cstdint>

namespace flame_nm {

// Calls task(context, chunk) for every chunk in [0, chunks), each once, on the caller and up to threads - 1 workers.
// Chunks are taken in order by whoever is free; a worker that wakes up too late is not waited for. When the pool is in
// use by another caller, the work is done on the calling thread alone.
void run_chunks(int threads, std::int64_t chunks, void (*task)(void* context, std::int64_t chunk), void* context);

// As many threads as are worth having for work that reads so many bytes, counted for each token: little work is done before
// another thread has woken up, and a caller waits for one whose CPU something else has.
int threads_for(int threads, std::int64_t bytes);

// What is less is little; for tests of what threads do.
void call_little(std::int64_t bytes);

// Waits, within a chunk, for another that was taken before it.
void wait_for(const std::atomic<bool>& chunk_is_done);

// Another library's way to run a function on every thread of its team (OpenMP's GOMP_parallel), or null for threads of
// our own. Sharing matters where both libraries compute in turns: a team's idle threads spin for milliseconds, and
// threads of our own would have to share the CPUs with them.
using Team = void (*)(void (*function)(void*), void* context, unsigned threads, unsigned flags);
void use_team(Team team);

}  // namespace flame_nm
