// Tables as a file: written whole, mapped read-only.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "seeds/nation/tables/image.h"
#include "seeds/nation/tables/tables.h"

namespace lienthong::seeds {
namespace {

// A file mapped read-only; empty when it can't be.
class MappedFile {
 public:
  explicit MappedFile(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct stat status;
    if (fstat(file, &status) == 0 && status.st_size > 0) Map(file, static_cast<size_t>(status.st_size));
    close(file);
  }
  ~MappedFile() {
    if (data_ != nullptr) munmap(data_, size_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  absl::Span<const char> bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  void Map(int file, size_t size) {
    void* const data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (data == MAP_FAILED) return;
    data_ = data;
    size_ = size;
  }

  void* data_ = nullptr;
  size_t size_ = 0;
};

std::string BesideTheProgram() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "" : (program.parent_path() / kTablesFile).string();
}

// The tables in use, by key.
class Cache {
 public:
  std::shared_ptr<const Tables> Get(const TablesKey& key) {
    absl::MutexLock lock(&mutex_);  // held while they are made, so that they are made once
    std::weak_ptr<const Tables>& kept = kept_[{key.seed, key.population}];
    std::shared_ptr<const Tables> tables = kept.lock();
    if (tables != nullptr) return tables;
    const auto loaded = Tables::Load(BesideTheProgram(), key);
    tables = loaded.ok() ? *loaded : Tables::Make(key);
    kept = tables;
    return tables;
  }

 private:
  absl::Mutex mutex_;
  absl::flat_hash_map<std::pair<uint64_t, int64_t>, std::weak_ptr<const Tables>> kept_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

absl::StatusOr<std::shared_ptr<const Tables>> Tables::Load(const std::string& path, const TablesKey& key) {
  const auto file = std::make_shared<const MappedFile>(path);
  if (file->bytes().empty()) return absl::NotFoundError(absl::StrCat("No tables at ", path, "."));
  const ImageReader reader(file->bytes());
  const ImageHeader& header = reader.header();
  if (!reader.ok()) return absl::DataLossError(absl::StrCat(path, " is no file of the nation's tables."));
  if (header.version != kVersion || !(TablesKey{header.seed, header.population} == key)) {
    return absl::FailedPreconditionError(absl::StrCat(path, " holds another nation's tables."));
  }
  if (!reader.intact()) return absl::DataLossError(absl::StrCat(path, " is damaged: make it again."));
  const std::shared_ptr<Tables> tables(new Tables());
  if (const absl::Status status = tables->Open(file->bytes(), file); !status.ok()) return status;
  return std::shared_ptr<const Tables>(tables);
}

absl::Status Tables::Save(const std::string& path) const {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(image_.data(), static_cast<std::streamsize>(image_.size()));
  file.close();
  return file.good() ? absl::OkStatus() : absl::UnavailableError(absl::StrCat("Cannot write ", path, "."));
}

std::shared_ptr<const Tables> SharedTables(const TablesKey& key) {
  static auto* const cache = new Cache();
  return cache->Get(key);
}

}  // namespace lienthong::seeds
