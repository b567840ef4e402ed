#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

// The sources of this project, as text.
namespace lienthong::architecture {

struct SourceFile {
  std::string path;  // from the project's root
  std::string text;

  std::string folder() const { return path.substr(0, path.rfind('/')); }
  // Quoted includes, as written.
  std::vector<std::string> Includes() const {
    std::vector<std::string> includes;
    for (absl::string_view line : absl::StrSplit(text, '\n')) {
      if (!absl::ConsumePrefix(&line, "#include \"")) continue;
      includes.emplace_back(line.substr(0, line.find('"')));
    }
    return includes;
  }
  // Angled ones too.
  bool IncludesAnything(absl::string_view name) const {
    for (absl::string_view line : absl::StrSplit(text, '\n')) {
      if (absl::StartsWith(line, "#include") && absl::StrContains(line, name)) return true;
    }
    return false;
  }
};

inline bool IsCode(const std::string& path) { return absl::EndsWith(path, ".cc") || absl::EndsWith(path, ".h"); }

// Files below the folders whose names end so, in order of path.
inline std::vector<SourceFile> FilesOf(const std::vector<std::string>& folders,
                                       const std::vector<std::string>& endings = {".cc", ".h"}) {
  const std::filesystem::path root = LIENTHONG_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    if (!std::filesystem::exists(root / folder)) continue;
    for (auto it = std::filesystem::recursive_directory_iterator(root / folder);
         it != std::filesystem::recursive_directory_iterator(); ++it) {
      if (it->is_directory() && it->path().filename() == "node_modules") it.disable_recursion_pending();
      if (!it->is_regular_file()) continue;
      const std::string path = it->path().lexically_relative(root).string();
      const auto ends = [&path](const std::string& ending) { return absl::EndsWith(path, ending); };
      if (std::none_of(endings.begin(), endings.end(), ends)) continue;
      std::ifstream stream(it->path());
      std::ostringstream text;
      text << stream.rdbuf();
      files.push_back({path, text.str()});
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

// Folders of our own C++ that ships.
inline const std::vector<std::string> kProduct = {"seeds", "services", "gateway", "scenarios", "deploy"};

}  // namespace lienthong::architecture
