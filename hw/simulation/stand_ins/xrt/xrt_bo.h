// Host check only: stands for XRT's buffers. Host and device each have their own bytes, so that a forgotten
// synchronisation shows as a wrong answer; a part of a buffer begins at a page, as XRT wants it.
#pragma once
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "xrt_device.h"

enum xclBOSyncDirection { XCL_BO_SYNC_BO_TO_DEVICE, XCL_BO_SYNC_BO_FROM_DEVICE };

namespace xrt {
class bo {
  public:
    static constexpr size_t PAGE = 4096;
    bo() = default;
    bo(const device&, size_t size, int group) : group_(group), size_(size), host_(pages(size)), board_(pages(size)) {}
    bo(const bo& whole, size_t size, size_t offset)
        : group_(whole.group_), offset_(whole.offset_ + offset), size_(size), host_(whole.host_), board_(whole.board_) {
        if (offset % PAGE || offset + size > whole.size_)
            throw std::runtime_error("xrt::bo: a part at " + std::to_string(offset) + " (expected a page's start inside)");
    }
    void write(const void* source) { std::memcpy(host(), source, size_); }
    void read(void* target) const { std::memcpy(target, host(), size_); }
    void sync(xclBOSyncDirection direction) {
        if (direction == XCL_BO_SYNC_BO_TO_DEVICE) std::memcpy(on_device(), host(), size_);
        else std::memcpy(host(), on_device(), size_);
    }
    int group() const { return group_; }
    char* on_device() const { return board_->data() + start(*board_) + offset_; }

  private:
    using Bytes = std::shared_ptr<std::vector<char>>;
    static Bytes pages(size_t size) { return std::make_shared<std::vector<char>>(size + PAGE); }
    static size_t start(const std::vector<char>& bytes) { return -reinterpret_cast<size_t>(bytes.data()) % PAGE; }
    char* host() const { return host_->data() + start(*host_) + offset_; }
    int group_ = -1;
    size_t offset_ = 0, size_ = 0;
    Bytes host_, board_;
};
}  // namespace xrt
