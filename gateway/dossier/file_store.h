#pragma once

#include <map>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/optional.h"
#include "lienthong/common/v1/common.pb.h"
#include "services/base/store/store.h"

namespace lienthong::dossier {

// 20 MB, the portal's limit.
inline constexpr size_t kMaxFileBytes = 20'000'000;

// FileStore keeps uploaded files under the digest of their bytes, shared by all worlds: a file's name says what it is,
// so forks and replays see the same. Kept where its space is kept; a file is there for everybody from Put on, and kept
// before whatever is committed to the same database after it. Thread-safe.
//   Key("file", ID)   FileReference        Key("bytes", ID)  the bytes
class FileStore {
 public:
  // In memory.
  FileStore();
  explicit FileStore(std::shared_ptr<store::Space> space) : space_(std::move(space)) {}

  struct File {
    common::v1::FileReference reference;
    std::shared_ptr<const std::string> bytes;
  };
  //   FILE_TOO_LARGE
  static absl::StatusOr<File> Describe(const std::string& name, const std::string& media_type, std::string bytes);
  // The first name and type of a file stay with it. `done` comes when it is kept, or with why it is not.
  void Put(File file, absl::AnyInvocable<void(absl::StatusOr<common::v1::FileReference>)> done);
  absl::optional<File> Get(const std::string& file_id) const;
  // The same without the bytes.
  absl::optional<common::v1::FileReference> Find(const std::string& file_id) const;

  // Every file of the components was uploaded and its digest is as said; fills in name, type and size.
  //   FILE_UNKNOWN, FILE_DIGEST_MISMATCH
  absl::Status Resolve(google::protobuf::RepeatedPtrField<common::v1::Component>* components) const;

 private:
  absl::optional<File> Arriving(const std::string& file_id) const;

  const std::shared_ptr<store::Space> space_;
  mutable absl::Mutex mutex_;
  // Put and not yet kept.
  std::map<std::string, File> arriving_ ABSL_GUARDED_BY(mutex_);
};

// Lower-case hex.
std::string Sha256(const std::string& bytes);

}  // namespace lienthong::dossier
