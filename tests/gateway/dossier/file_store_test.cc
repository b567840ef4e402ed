#include "gateway/dossier/file_store.h"

#include "gtest/gtest.h"
#include "absl/synchronization/notification.h"
#include "services/base/error/error.h"
#include "tests/services/base/store/temporary_folder.h"

namespace lienthong::dossier {
namespace {

// Of the bytes "abc" (FIPS 180-2, appendix B.1).
constexpr char kAbc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

google::protobuf::RepeatedPtrField<common::v1::Component> Naming(const std::string& file_id,
                                                                 const std::string& sha256 = "") {
  google::protobuf::RepeatedPtrField<common::v1::Component> components;
  components.Add()->add_files()->set_file_id(file_id);
  components[0].mutable_files(0)->set_sha256(sha256);
  return components;
}

absl::StatusOr<common::v1::FileReference> Put(FileStore& files, const std::string& name, const std::string& media_type,
                                              std::string bytes) {
  auto file = FileStore::Describe(name, media_type, std::move(bytes));
  if (!file.ok()) return file.status();
  absl::StatusOr<common::v1::FileReference> kept = absl::UnknownError("not answered");
  absl::Notification answered;
  files.Put(*std::move(file), [&](auto reference) {
    kept = std::move(reference);
    answered.Notify();
  });
  answered.WaitForNotification();
  return kept;
}

TEST(FileStoreTest, AFileIsNamedByItsBytes) {
  FileStore files;
  const auto first = Put(files, "a.txt", "text/plain", "abc");
  const auto again = Put(files, "b.txt", "text/plain", "abc");
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first->sha256(), kAbc);
  EXPECT_EQ(first->size_bytes(), 3);
  EXPECT_EQ(first->file_id(), again->file_id());
  EXPECT_EQ(again->file_name(), "b.txt");
  EXPECT_EQ(*files.Get(first->file_id())->bytes, "abc");
  EXPECT_FALSE(files.Get("no such file"));
}

TEST(FileStoreTest, TheLimitIsTheLastSizeTaken) {
  FileStore files;
  EXPECT_TRUE(Put(files, "", "", std::string(kMaxFileBytes, 'x')).ok());
  EXPECT_EQ(ReasonOf(Put(files, "", "", std::string(kMaxFileBytes + 1, 'x')).status()), Reason::FILE_TOO_LARGE);
}

TEST(FileStoreTest, ComponentsAreCompletedFromWhatWasUploaded) {
  FileStore files;
  const auto put = Put(files, "a.txt", "text/plain", "abc");
  auto components = Naming(put->file_id(), kAbc);
  ASSERT_TRUE(files.Resolve(&components).ok());
  EXPECT_EQ(components[0].files(0).file_name(), "a.txt");
  EXPECT_EQ(components[0].files(0).size_bytes(), 3);
  components = Naming(put->file_id());
  components[0].mutable_files(0)->set_file_name("mine.txt");
  ASSERT_TRUE(files.Resolve(&components).ok());
  EXPECT_EQ(components[0].files(0).file_name(), "mine.txt");
}

TEST(FileStoreTest, WhatWasNotUploadedOrDiffersIsRefused) {
  FileStore files;
  const auto put = Put(files, "a.txt", "text/plain", "abc");
  auto unknown = Naming("no such file");
  EXPECT_EQ(ReasonOf(files.Resolve(&unknown)), Reason::FILE_UNKNOWN);
  auto wrong = Naming(put->file_id(), std::string(64, '0'));
  EXPECT_EQ(ReasonOf(files.Resolve(&wrong)), Reason::FILE_DIGEST_MISMATCH);
}

TEST(FileStoreTest, FilesOutliveTheProcess) {
  const store::TemporaryFolder folder;
  const auto open = [&] {
    store::StoreOptions options;
    options.spec = "sqlite:" + folder.path() + "/files.db";
    return std::make_unique<FileStore>(*(*store::OpenDatabase(options))->StoreOf("gateway")->Open("files"));
  };
  const auto put = Put(*open(), "a.txt", "text/plain", "abc");
  ASSERT_TRUE(put.ok()) << put.status();
  const auto again = open()->Get(put->file_id());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(*again->bytes, "abc");
  EXPECT_EQ(again->reference.file_name(), "a.txt");
}

}  // namespace
}  // namespace lienthong::dossier
