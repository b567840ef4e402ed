#include "services/base/store/sqlite/file_lock.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "absl/strings/str_cat.h"
#include "services/base/store/sqlite/sqlite_errors.h"

namespace lienthong::store {
namespace {

std::string LockPath(const std::string& path) { return absl::StrCat(path, ".lock"); }

std::string HolderOf(int descriptor) {
  std::array<char, 32> pid;
  const ssize_t size = pread(descriptor, pid.data(), pid.size(), 0);
  return size <= 0 ? std::string() : std::string(pid.data(), size);
}

// Who only looks (IsTaken) has the lock for a moment and leaves no number; who keeps it does.
absl::Status Lock(const std::string& path, int descriptor) {
  constexpr int kAttempts = 100;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return absl::OkStatus();
    if (errno != EWOULDBLOCK) return StoreSystemFailure(path, errno);
    if (!HolderOf(descriptor).empty()) break;
    sched_yield();
  }
  return StoreInUse(path, HolderOf(descriptor));
}

}  // namespace

absl::StatusOr<std::unique_ptr<FileLock>> FileLock::Take(const std::string& path) {
  const int descriptor = open(LockPath(path).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return StoreSystemFailure(path, errno);
  if (const absl::Status status = Lock(path, descriptor); !status.ok()) {
    close(descriptor);
    return status;
  }
  // Only for the message of the next who comes; a disk too full for a few digits is told by SQLite.
  const std::string pid = absl::StrCat(getpid());
  if (ftruncate(descriptor, 0) == 0) (void)!pwrite(descriptor, pid.data(), pid.size(), 0);
  return std::unique_ptr<FileLock>(new FileLock(descriptor));
}

bool FileLock::IsTaken(const std::string& path) {
  const int descriptor = open(LockPath(path).c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool taken = flock(descriptor, LOCK_SH | LOCK_NB) != 0;
  close(descriptor);
  return taken;
}

FileLock::~FileLock() {
  (void)!ftruncate(descriptor_, 0);
  close(descriptor_);
}

}  // namespace lienthong::store
