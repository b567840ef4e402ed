#include "deploy/lienthong/store_place.h"

#include <cstdlib>
#include <filesystem>

#include "services/base/store/sqlite/sqlite_errors.h"

namespace lienthong {
namespace {

namespace fs = std::filesystem;

fs::path FolderNamedBy(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? "" : value;
}

fs::path StateFolder() {
  if (const fs::path data = FolderNamedBy("LIENTHONG_DATA"); !data.empty()) return data;
  // The XDG rules say to pass over relative ones.
  if (const fs::path state = FolderNamedBy("XDG_STATE_HOME"); state.is_absolute()) return state / "lienthong";
  return FolderNamedBy("HOME") / ".local" / "state" / "lienthong";
}

}  // namespace

std::string DefaultStorePath() { return (StateFolder() / "lienthong.db").string(); }

absl::Status MakeStoreFolder(const std::string& path) {
  std::error_code error;
  const fs::path folder = fs::absolute(path, error).parent_path();
  fs::create_directories(folder, error);
  return error ? store::StoreSystemFailure(folder.string(), error.value()) : absl::OkStatus();
}

}  // namespace lienthong
