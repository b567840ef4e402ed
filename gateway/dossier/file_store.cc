#include "gateway/dossier/file_store.h"

#include <openssl/sha.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gateway/dossier/dossier_errors.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/store/memory_store.h"

namespace lienthong::dossier {
namespace {

std::string FileKey(const std::string& id) { return store::Key("file", id); }
std::string BytesKey(const std::string& id) { return store::Key("bytes", id); }

}  // namespace

std::string Sha256(const std::string& bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest), sizeof digest));
}

FileStore::FileStore() : FileStore(store::NewMemorySpace()) {}

absl::StatusOr<FileStore::File> FileStore::Describe(const std::string& name, const std::string& media_type,
                                                    std::string bytes) {
  if (bytes.size() > kMaxFileBytes) return FileTooLarge(kMaxFileBytes);
  File file;
  file.reference.set_sha256(Sha256(bytes));
  file.reference.set_file_id(absl::StrCat("sha256-", file.reference.sha256()));
  file.reference.set_file_name(name);
  file.reference.set_media_type(media_type);
  file.reference.set_size_bytes(static_cast<int64_t>(bytes.size()));
  file.bytes = std::make_shared<const std::string>(std::move(bytes));
  return file;
}

void FileStore::Put(File file, absl::AnyInvocable<void(absl::StatusOr<common::v1::FileReference>)> done) {
  const std::string id = file.reference.file_id();
  if (Find(id)) return done(file.reference);
  store::WriteBatch batch;
  batch.writes.emplace(FileKey(id), file.reference.SerializeAsString());
  batch.writes.emplace(BytesKey(id), *file.bytes);
  const common::v1::FileReference reference = file.reference;
  {
    absl::MutexLock lock(&mutex_);
    arriving_.try_emplace(id, std::move(file));
  }
  space_->Commit(std::move(batch), [this, id, reference, done = std::move(done)](const absl::Status& status) mutable {
    {
      absl::MutexLock lock(&mutex_);
      arriving_.erase(id);
    }
    if (!status.ok()) return done(status);
    done(reference);
  });
}

absl::optional<FileStore::File> FileStore::Arriving(const std::string& file_id) const {
  absl::MutexLock lock(&mutex_);
  const auto it = arriving_.find(file_id);
  if (it == arriving_.end()) return absl::nullopt;
  return it->second;
}

absl::optional<common::v1::FileReference> FileStore::Find(const std::string& file_id) const {
  if (const auto file = Arriving(file_id)) return file->reference;
  const auto entry = space_->Read()->Get(FileKey(file_id));
  common::v1::FileReference reference;
  if (!entry || !reference.ParseFromString(entry->value)) return absl::nullopt;
  return reference;
}

absl::optional<FileStore::File> FileStore::Get(const std::string& file_id) const {
  if (auto file = Arriving(file_id)) return file;
  const auto reference = Find(file_id);
  if (!reference) return absl::nullopt;
  auto bytes = space_->Read()->Get(BytesKey(file_id));
  if (!bytes) return absl::nullopt;
  return File{*reference, std::make_shared<const std::string>(std::move(bytes->value))};
}

absl::Status FileStore::Resolve(google::protobuf::RepeatedPtrField<common::v1::Component>* components) const {
  for (int i = 0; i < components->size(); ++i) {
    for (int j = 0; j < (*components)[i].files_size(); ++j) {
      auto& reference = *(*components)[i].mutable_files(j);
      const auto file = Find(reference.file_id());
      if (!file) return FileUnknown(reference.file_id());
      if (!reference.sha256().empty() && reference.sha256() != file->sha256()) {
        return FileDigestMismatch(absl::StrCat("components[", i, "].files[", j, "].sha256"));
      }
      const std::string name = reference.file_name();
      reference = *file;
      if (!name.empty()) reference.set_file_name(name);
    }
  }
  return absl::OkStatus();
}

}  // namespace lienthong::dossier
