#include "gateway/dossier/file_store.h"

#include <openssl/sha.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gateway/dossier/dossier_errors.h"
#include "services/base/status.h"

namespace lienthong::dossier {

std::string Sha256(const std::string& bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest), sizeof digest));
}

absl::StatusOr<common::v1::FileReference> FileStore::Put(const std::string& name, const std::string& media_type,
                                                         std::string bytes) {
  if (bytes.size() > kMaxFileBytes) return FileTooLarge(kMaxFileBytes);
  File file;
  file.reference.set_sha256(Sha256(bytes));
  file.reference.set_file_id(absl::StrCat("sha256-", file.reference.sha256()));
  file.reference.set_file_name(name);
  file.reference.set_media_type(media_type);
  file.reference.set_size_bytes(static_cast<int64_t>(bytes.size()));
  file.bytes = std::make_shared<const std::string>(std::move(bytes));
  const common::v1::FileReference reference = file.reference;
  absl::MutexLock lock(&mutex_);
  files_.try_emplace(reference.file_id(), std::move(file));
  return reference;
}

absl::optional<FileStore::File> FileStore::Get(const std::string& file_id) const {
  absl::MutexLock lock(&mutex_);
  const auto it = files_.find(file_id);
  if (it == files_.end()) return absl::nullopt;
  return it->second;
}

absl::Status FileStore::Resolve(google::protobuf::RepeatedPtrField<common::v1::Component>* components) const {
  for (int i = 0; i < components->size(); ++i) {
    for (int j = 0; j < (*components)[i].files_size(); ++j) {
      auto& reference = *(*components)[i].mutable_files(j);
      const auto file = Get(reference.file_id());
      if (!file) return FileUnknown(reference.file_id());
      if (!reference.sha256().empty() && reference.sha256() != file->reference.sha256()) {
        return FileDigestMismatch(absl::StrCat("components[", i, "].files[", j, "].sha256"));
      }
      const std::string name = reference.file_name();
      reference = file->reference;
      if (!name.empty()) reference.set_file_name(name);
    }
  }
  return absl::OkStatus();
}

}  // namespace lienthong::dossier
