#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace lienthong::bench {

// A new folder where the program was started, so that it is on a disk and not in memory; it goes with what is in it.
class Folder {
 public:
  Folder() {
    std::string path = "lienthong-bench-XXXXXX";
    if (mkdtemp(path.data()) != nullptr) path_ = path;
  }
  ~Folder() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace lienthong::bench
