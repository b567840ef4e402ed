#pragma once

#include <map>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/optional.h"
#include "lienthong/common/v1/common.pb.h"

namespace lienthong::dossier {

// 20 MB, the portal's limit.
inline constexpr size_t kMaxFileBytes = 20'000'000;

// FileStore keeps uploaded files under the digest of their bytes, shared by all worlds: a file's name says what it is,
// so forks and replays see the same. In memory. Thread-safe.
class FileStore {
 public:
  //   FILE_TOO_LARGE
  absl::StatusOr<common::v1::FileReference> Put(const std::string& name, const std::string& media_type,
                                                std::string bytes);
  struct File {
    common::v1::FileReference reference;
    std::shared_ptr<const std::string> bytes;
  };
  absl::optional<File> Get(const std::string& file_id) const;

  // Every file of the components was uploaded and its digest is as said; fills in name, type and size.
  //   FILE_UNKNOWN, FILE_DIGEST_MISMATCH
  absl::Status Resolve(google::protobuf::RepeatedPtrField<common::v1::Component>* components) const;

 private:
  mutable absl::Mutex mutex_;
  std::map<std::string, File> files_ ABSL_GUARDED_BY(mutex_);
};

// Lower-case hex.
std::string Sha256(const std::string& bytes);

}  // namespace lienthong::dossier
