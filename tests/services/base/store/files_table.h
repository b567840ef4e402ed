#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lienthong/common/v1/common.pb.h"
#include "services/base/store/table.h"

// The table under test: files by id, found by media type (several each) and by their digest (one each).
namespace lienthong::store {

using File = common::v1::FileReference;

inline File MakeFile(const std::string& id, const std::string& media_type, const std::string& digest,
                     int64_t size = 0) {
  File file;
  file.set_file_id(id);
  file.set_media_type(media_type);
  file.set_sha256(digest);
  file.set_size_bytes(size);
  return file;
}

inline std::vector<std::string> UnlessEmpty(const std::string& value) {
  return value.empty() ? std::vector<std::string>() : std::vector<std::string>{value};
}

inline Table<File> FilesTable(const Base<File>* base = nullptr) {
  return Table<File>(
      "files", [](const File& file) { return file.file_id(); },
      {{"media_type", [](const File& file) { return UnlessEmpty(file.media_type()); }},
       {"sha256", [](const File& file) { return UnlessEmpty(file.sha256()); }, /*unique=*/true}},
      base);
}

// A base over a plain map. Find answers loosely, as a base may: it gives every key whose row shares the value's first
// letter, some twice, in descending order.
class FilesBase : public Base<File> {
 public:
  explicit FilesBase(std::map<std::string, File> files) : files_(std::move(files)) {}

  absl::optional<File> Get(const World&, absl::string_view key) const override {
    const auto found = files_.find(std::string(key));
    return found == files_.end() ? absl::nullopt : absl::make_optional(found->second);
  }

  std::vector<std::string> Find(const World&, absl::string_view index, absl::string_view value) const override {
    std::vector<std::string> keys;
    for (const auto& [key, file] : files_) {
      const std::string& own = index == "sha256" ? file.sha256() : file.media_type();
      if (own.empty() || value.empty() || own[0] != value[0]) continue;
      keys.insert(keys.begin(), 1 + keys.size() % 2, key);
    }
    return keys;
  }

  void Scan(const World&, absl::string_view from,
            absl::FunctionRef<bool(const std::string& key)> visit) const override {
    for (auto file = files_.lower_bound(std::string(from)); file != files_.end(); ++file) {
      if (!visit(file->first)) return;
    }
  }

 private:
  const std::map<std::string, File> files_;
};

inline std::vector<std::string> IdsOf(const std::vector<File>& files) {
  std::vector<std::string> ids;
  for (const File& file : files) ids.push_back(file.file_id());
  return ids;
}

}  // namespace lienthong::store
