// A small persistent thread pool for work of some tens of microseconds.

#pragma once

#include <cstdint>

namespace flame_nm {

// Calls task(context, chunk) for every chunk in [0, chunks), each once, on the caller and up to threads - 1 workers.
// Chunks are taken in order by whoever is free; a worker that wakes up too late is not waited for. When the pool is in
// use by another caller, the work is done on the calling thread alone.
void run_chunks(int threads, std::int64_t chunks, void (*task)(void* context, std::int64_t chunk), void* context);

}  // namespace flame_nm
