#include "stream_loads.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>

#include "stream_waits.h"

namespace flame_stream {
namespace {

constexpr std::size_t piece = 2u << 20;  // of a read, after which a preload makes way; smaller ones take the disk longer

// Of the largest load that is put into memory here; 0 where all experts stay where they are.
std::size_t slab_bytes(const std::vector<Spec>& specs, bool reads_files) {
  std::int64_t most = 0;
  for (const Spec& spec : specs) most = std::max({most, reads_files ? spec.bytes : 0, spec.joined_bytes});
  return most > 0 ? (static_cast<std::size_t>(most) / page + 3) * page : 0;
}

}  // namespace

Load::~Load() {
  if (owner && (slab || kept_by_python)) owner->give_back(*this);
}

Loads::Loads(std::vector<Spec> specs, std::vector<File> files, double bytes_per_s, double latency_s, int workers,
             std::int64_t slots, bool record_events)
    : slabs_(slab_bytes(specs, !files.empty()), static_cast<std::size_t>(slots)), specs_(std::move(specs)),
      files_(std::move(files)), bytes_per_s_(bytes_per_s), latency_s_(latency_s), workers_(workers),
      record_events_(record_events) {
  const SignalsBlocked blocked;
  for (int i = 0; i < workers; ++i) {
    ++living_;
    std::thread(&Loads::work, this, i).detach();
  }
}

Loads::~Loads() {
  demands_.clear();
  preloads_.clear();
  on_link_.reset();
  with_python_.clear();
}

LoadPtr Loads::request(int expert, bool demanded, std::int64_t token) {
  auto load = std::make_shared<Load>();
  load->expert = expert;
  load->on_demand = load->demanded = demanded;
  load->token = token;
  load->owner = this;
  load->queued_s = now_s();
  std::lock_guard<std::mutex> lock(mutex_);
  load->id = next_id_++;
  const Source source = static_cast<Source>(specs_[static_cast<std::size_t>(expert)].source);
  if (source == Source::memory) load->point_at(spec(expert), 0);
  if (source == Source::memory && bytes_per_s_ <= 0) {  // it is there
    double unused = 0;
    begin(*load, 0, load->queued_s);
    finish(load, demanded, unused, workers_ ? workers_ + 1 : 0, now_s());  // a lane of its own: it takes no thread's time
    return load;
  }
  if (source == Source::memory) run_link(load->queued_s);
  (demanded ? demands_ : preloads_).push_back(load);
  if (source == Source::memory) run_link(load->queued_s);
  else (source == Source::python ? python_work_ : work_).notify_one();
  return load;
}

bool Loads::drop(const LoadPtr& load) {
  std::lock_guard<std::mutex> lock(mutex_);
  run_link(now_s());
  const auto at = std::find(preloads_.begin(), preloads_.end(), load);
  if (at == preloads_.end()) return false;
  preloads_.erase(at);
  return true;
}

bool Loads::set_aside(const LoadPtr& load) {
  std::lock_guard<std::mutex> lock(mutex_);
  run_link(now_s());
  const auto at = std::find(preloads_.begin(), preloads_.end(), load);
  if (at == preloads_.end() || load->left_s >= 0 || load->filled > 0) {
    load->outdated = true;
    return false;
  }
  preloads_.erase(at);
  return true;
}

void Loads::expect_again(const LoadPtr& load) {
  std::lock_guard<std::mutex> lock(mutex_);
  run_link(now_s());
  load->outdated = false;
}

void Loads::hasten(const LoadPtr& load) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto at = std::find(preloads_.begin(), preloads_.end(), load);
  if (at == preloads_.end()) return;
  run_link(now_s());
  const auto still = std::find(preloads_.begin(), preloads_.end(), load);
  if (still == preloads_.end()) return;
  preloads_.erase(still);
  preloads_.push_front(load);
}

void Loads::drop_all() {
  std::deque<LoadPtr> demands, preloads;  // given up after the lock
  std::lock_guard<std::mutex> lock(mutex_);
  run_link(now_s());
  demands.swap(demands_);
  preloads.swap(preloads_);
}

bool Loads::done(const LoadPtr& load) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (!load->done) run_link(now_s());
  return load->done;
}

bool Loads::wait(const LoadPtr& load, double until_s) {
  std::unique_lock<std::mutex> lock(mutex_);
  if (!load->done) run_link(now_s());
  if (load->done) return true;
  const auto at = std::find(preloads_.begin(), preloads_.end(), load);
  if (at != preloads_.end()) {
    preloads_.erase(at);
    load->demanded = true;
    demands_.push_back(load);
  }
  load->awaited = true;
  load->outdated = false;
  while (linked() && !load->done) {
    const double now = now_s();
    run_link(now);
    if (load->done || now >= until_s || closing_) return load->done;
    const double next = on_link_ ? std::min(until_s, on_link_->started_s + on_link_->left_s) : until_s;
    lock.unlock();
    rest_until(next);
    lock.lock();
  }
  const WakesSoon soon;
  arrived_.wait_until(lock, moment(until_s), [&] { return load->done || closing_; });
  return load->done;
}

std::int64_t Loads::loaded_bytes() {
  std::lock_guard<std::mutex> lock(mutex_);
  run_link(now_s());
  return loaded_bytes_;
}

std::vector<LoadEvent> Loads::events() {
  std::lock_guard<std::mutex> lock(mutex_);
  run_link(now_s());
  return events_;
}

// The next load from where it lies: demand first, what is outdated last. Under the lock.
LoadPtr Loads::next(Source from) {
  LoadPtr load = next_of(demands_, from, false);
  if (!load) load = next_of(preloads_, from, false);
  if (!load) load = next_of(preloads_, from, true);
  return load;
}

LoadPtr Loads::next_of(std::deque<LoadPtr>& queue, Source from, bool outdated) {
  for (auto at = queue.begin(); at != queue.end(); ++at) {
    if (static_cast<Source>(spec((*at)->expert).source) != from || ((*at)->outdated && !outdated)) continue;
    LoadPtr load = *at;
    queue.erase(at);
    return load;
  }
  return nullptr;
}

void Loads::begin(Load& load, double preload_ended_s, double start) {
  load.started_s = start;
  if (load.on_demand) load.behind_s = std::max(0.0, preload_ended_s - load.queued_s);
}

// Ends a part of a load. Under the lock.
void Loads::pause(Load& load, bool was_demanded, double& preload_ended_s, int worker, double end) {
  load.busy_s += end - load.started_s;
  if (!was_demanded) preload_ended_s = end;
  if (record_events_) events_.push_back({worker, load.demanded, load.token, load.expert, load.started_s, end});
}

void Loads::finish(const LoadPtr& load, bool was_demanded, double& preload_ended_s, int worker, double end) {
  pause(*load, was_demanded, preload_ended_s, worker, end);
  if (load->fault == Fault::none) loaded_bytes_ += spec(load->expert).bytes;
  load->done = true;
}

// Whether a preload under way leaves the link to one that waits and goes before it. Under the lock.
bool Loads::makes_way(const Load& load) const {
  if (load.demanded || load.awaited) return false;
  const auto elsewhere = [&](const LoadPtr& other) {
    return static_cast<Source>(spec(other->expert).source) != Source::python;
  };
  return std::any_of(demands_.begin(), demands_.end(), elsewhere) ||
         (load.outdated && std::any_of(preloads_.begin(), preloads_.end(), [&](const LoadPtr& other) {
            return !other->outdated && elsewhere(other);
          }));
}

// What a stated link has done by now. It brings one load at a time, and takes no thread: nothing is moved, so all of it
// follows from the clock and from when loads were asked for. To be called before and after anything is queued. Under
// the lock.
void Loads::run_link(double now) {
  if (!linked() || closing_) return;
  if (on_link_ && on_link_->started_s + on_link_->left_s > now && makes_way(*on_link_)) {
    on_link_->left_s -= now - on_link_->started_s;
    pause(*on_link_, false, link_preload_ended_s_, 0, now);
    preloads_.push_front(std::move(on_link_));
    on_link_.reset();
    link_free_s_ = now;
  }
  while (true) {
    if (!on_link_) {
      on_link_ = next(Source::memory);
      if (!on_link_) return;
      Load& load = *on_link_;
      began_demanded_ = load.demanded;
      begin(load, link_preload_ended_s_, std::max(link_free_s_, load.queued_s));
      if (load.left_s < 0) load.left_s = latency_s_ + static_cast<double>(spec(load.expert).bytes) / bytes_per_s_;
    }
    const double end = on_link_->started_s + on_link_->left_s;
    if (end > now) return;
    finish(on_link_, began_demanded_, link_preload_ended_s_, 0, end);
    link_free_s_ = end;
    on_link_.reset();
  }
}

void Loads::work(int number) {
  const WakesSoon soon;
  double preload_ended_s = 0;
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    LoadPtr load;
    work_.wait(lock, [&] { return closing_ || (load = next(Source::file)); });
    if (closing_) break;
    const bool was_demanded = load->demanded;  // it may become so while it loads
    begin(*load, preload_ended_s, now_s());
    lock.unlock();
    const bool whole = read(*load, specs_[static_cast<std::size_t>(load->expert)]);
    lock.lock();
    if (whole) {
      finish(load, was_demanded, preload_ended_s, number, now_s());
      arrived_.notify_all();
    } else {
      pause(*load, was_demanded, preload_ended_s, number, now_s());
      (load->awaited ? demands_ : preloads_).push_front(load);
    }
    lock.unlock();
    load.reset();
    lock.lock();
  }
  --living_;
  changed_.notify_all();
}

// False when it made way.
bool Loads::read(Load& load, const Spec& spec) {
  const File& file = files_[static_cast<std::size_t>(spec.file)];
  const std::size_t skipped = file.direct ? static_cast<std::size_t>(spec.offset) % page : 0;
  const std::int64_t start = spec.offset - static_cast<std::int64_t>(skipped);
  const std::size_t needed = skipped + static_cast<std::size_t>(spec.bytes);
  const std::size_t asked = file.direct ? (needed + page - 1) / page * page : needed;
  const auto failed = [&](Fault fault, std::int64_t number) {
    load.fault = fault;
    load.fault_number = number;
    return true;
  };
  if (!load.slab) load.slab = slabs_.take();
  while (load.filled < needed) {
    const ssize_t part = pread(file.descriptor, load.slab + load.filled, std::min(piece, asked - load.filled),
                               static_cast<off_t>(start + static_cast<std::int64_t>(load.filled)));
    if (part < 0 && errno == EINTR) continue;
    if (part < 0) return failed(Fault::error_number, errno);
    if (part == 0) return failed(Fault::cut_short, static_cast<std::int64_t>(load.filled));
    load.filled += static_cast<std::size_t>(part);
    if (load.filled >= needed) break;
    std::lock_guard<std::mutex> lock(mutex_);
    if (makes_way(load)) return false;
  }
  struct stat status;
  if (fstat(file.descriptor, &status) != 0) return failed(Fault::error_number, errno);
  const std::int64_t modified = static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1000000000 + status.st_mtim.tv_nsec;
  if (status.st_size != file.size_bytes || modified != file.modified_ns) return failed(Fault::changed, 0);
  std::uint8_t* content = load.slab + skipped;
  if (skipped % 8) {  // the arrays of an expert want addresses of their elements' size
    std::memmove(load.slab, content, static_cast<std::size_t>(spec.bytes));
    content = load.slab;
  }
  load.point_at(spec, content - spec.base);
  return true;
}

void Loads::give_back(Load& load) {
  if (load.slab) slabs_.give(load.slab);
  load.slab = nullptr;
  if (!load.kept_by_python) return;
  std::lock_guard<std::mutex> lock(released_mutex_);
  released_.push_back(load.id);
}

// 1 with a load to bring, 0 with none by then, -1 at the end.
int Loads::take(double until_s, std::int64_t* id, std::int64_t* expert, std::vector<std::int64_t>& released,
                std::size_t most) {
  {
    std::lock_guard<std::mutex> lock(released_mutex_);
    const std::size_t kept = released_.size() - std::min(most, released_.size());
    released.assign(released_.begin() + static_cast<std::ptrdiff_t>(kept), released_.end());
    released_.resize(kept);
  }
  std::unique_lock<std::mutex> lock(mutex_);
  LoadPtr load;
  python_work_.wait_until(lock, moment(until_s), [&] { return closing_ || (load = next(Source::python)); });
  if (closing_) return -1;
  if (!load) return 0;
  python_demanded_ = load->demanded;
  begin(*load, python_preload_ended_s_, now_s());
  *id = load->id;
  *expert = load->expert;
  with_python_[load->id] = load;
  return 1;
}

// A whole expert's bytes as they lie in its file, from where Python has them.
std::uint8_t* Loads::copy_of(const Spec& brought, const Spec& in_file) {
  const auto values = [](const Spec& spec) { return static_cast<const std::uint8_t*>(spec.down.values); };
  std::uint8_t* const slab = slabs_.take();
  const std::uint8_t* const first = values(brought) - (values(in_file) - in_file.base);
  std::memcpy(slab, first, static_cast<std::size_t>(in_file.bytes));
  return slab;
}

// What comes from a file is copied to a slab, as those of these threads are: Python's memory is free only once Python
// looks, and by then as much again may have been read. True when it was.
bool Loads::deliver(std::int64_t id, const Spec* expert, const Spec* from_now_on) {
  LoadPtr load;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto at = with_python_.find(id);
    if (at == with_python_.end()) return true;
    load = at->second;
    with_python_.erase(at);
  }
  const bool copied = expert && from_now_on && !from_now_on->halves.any();
  if (copied) {
    load->slab = copy_of(*expert, *from_now_on);
    load->point_at(*from_now_on, load->slab - from_now_on->base);
  } else if (expert) {
    load->point_at(*expert, 0);
  } else {
    load->fault = Fault::python;
  }
  load->kept_by_python = !copied;
  std::lock_guard<std::mutex> lock(mutex_);
  if (from_now_on) specs_[static_cast<std::size_t>(load->expert)] = *from_now_on;
  finish(load, python_demanded_, python_preload_ended_s_, workers_, now_s());  // a lane beside those of the threads
  arrived_.notify_all();
  if (from_now_on) work_.notify_all();  // what else is queued for it is these threads' now
  return copied;
}

bool Loads::close(double until_s) {
  std::unique_lock<std::mutex> lock(mutex_);
  run_link(now_s());
  closing_ = true;
  work_.notify_all();
  python_work_.notify_all();
  arrived_.notify_all();
  changed_.notify_all();
  return changed_.wait_until(lock, moment(until_s), [&] { return living_ == 0; });
}

}  // namespace flame_stream
