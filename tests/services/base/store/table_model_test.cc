#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/services/base/store/files_table.h"
#include "tests/services/base/store/spaces.h"

// Random use of a table against a plain map that knows no overlay, tombstones or index rows.
namespace lienthong::store {
namespace {

constexpr int kKeys = 40, kTypes = 4, kDigests = 30;

class Model {
 public:
  explicit Model(std::map<std::string, File> files) : files_(std::move(files)) {}

  const std::map<std::string, File>& files() const { return files_; }

  bool DigestTaken(const File& file) const {
    for (const auto& [id, other] : files_) {
      if (id != file.file_id() && !file.sha256().empty() && other.sha256() == file.sha256()) return true;
    }
    return false;
  }
  bool Insert(const File& file) { return !DigestTaken(file) && files_.emplace(file.file_id(), file).second; }
  bool Put(const File& file) {
    if (DigestTaken(file)) return false;
    files_[file.file_id()] = file;
    return true;
  }
  void Delete(const std::string& id) { files_.erase(id); }

  template <class Predicate>
  std::vector<std::string> Ids(Predicate predicate) const {
    std::vector<std::string> ids;
    for (const auto& [id, file] : files_) {
      if (predicate(file)) ids.push_back(id);
    }
    return ids;
  }

 private:
  std::map<std::string, File> files_;
};

File RandomFile(std::mt19937_64& random) {
  const auto pick = [&random](const char* letter, int count) { return absl::StrCat(letter, random() % count); };
  return MakeFile(pick("k", kKeys), random() % 8 == 0 ? "" : pick("m", kTypes),
                  random() % 4 == 0 ? "" : pick("d", kDigests), random() % 1000);
}

std::map<std::string, File> RandomBase(std::mt19937_64& random) {
  Model base({});
  for (int i = 0; i < kKeys / 2; ++i) base.Insert(RandomFile(random));
  return base.files();
}

void Change(const Table<File>& files, Txn& txn, Model& model, std::mt19937_64& random) {
  const File file = RandomFile(random);
  switch (random() % 3) {
    case 0:
      ASSERT_EQ(files.Insert(txn, file), model.Insert(file)) << file.ShortDebugString();
      break;
    case 1:
      ASSERT_EQ(files.Put(txn, file).ok(), model.Put(file)) << file.ShortDebugString();
      break;
    default:
      files.Delete(txn, file.file_id());
      model.Delete(file.file_id());
  }
}

void ExpectEqual(const Table<File>& files, Txn& txn, const Model& model) {
  for (int i = 0; i < kKeys; ++i) {
    const std::string id = absl::StrCat("k", i);
    const auto found = model.files().find(id);
    const auto file = files.Get(txn, id);
    ASSERT_EQ(file.has_value(), found != model.files().end()) << id;
    if (!file) continue;
    ASSERT_EQ(file->SerializeAsString(), found->second.SerializeAsString());
  }
  for (int i = 0; i < kTypes; ++i) {
    const std::string type = absl::StrCat("m", i);
    const auto expected = model.Ids([&type](const File& file) { return file.media_type() == type; });
    ASSERT_EQ(IdsOf(files.Find(txn, "media_type", type)), expected);
    ASSERT_EQ(IdsOf(files.ListBy(txn, "media_type", type, 0, "")->rows), expected);
  }
  for (int i = 0; i < kDigests; ++i) {
    const std::string digest = absl::StrCat("d", i);
    ASSERT_EQ(IdsOf(files.Find(txn, "sha256", digest)),
              model.Ids([&digest](const File& file) { return file.sha256() == digest; }));
  }
  ASSERT_EQ(IdsOf(files.List(txn, 0, "")->rows), model.Ids([](const File&) { return true; }));
}

class TableModelTest : public testing::TestWithParam<uint64_t> {};

TEST_P(TableModelTest, BehavesAsAMap) {
  std::mt19937_64 random(GetParam());
  const FilesBase base(RandomBase(random));
  const Table<File> files = FilesTable(&base);
  std::map<std::string, File> start;
  const control::v1::World world;
  base.Scan(world, "", [&](const std::string& id) { return start.emplace(id, *base.Get(world, id)).second; });
  std::unique_ptr<Space> space = NewMemorySpace();
  Model model(start);
  for (int round = 0; round < 60; ++round) {
    Txn txn(space->Read());
    Model changed = model;
    for (int i = 0; i < 8; ++i) ASSERT_NO_FATAL_FAILURE(Change(files, txn, changed, random));
    ASSERT_NO_FATAL_FAILURE(ExpectEqual(files, txn, changed));
    if (random() % 5 == 0) continue;  // dropped: leaves no trace
    ASSERT_TRUE(CommitForTest(*space, txn).ok());
    model = std::move(changed);
    if (random() % 5 == 0) space = space->Fork();
    Txn after(space->Read());
    ASSERT_NO_FATAL_FAILURE(ExpectEqual(files, after, model));
  }
}

// No index row stays behind: what is stored is what the same rows inserted once would be.
TEST_P(TableModelTest, StoresNoMoreThanItsRows) {
  std::mt19937_64 random(GetParam());
  const Table<File> files = FilesTable();
  const auto used = NewMemorySpace(), fresh = NewMemorySpace();
  Model model({});
  for (int round = 0; round < 40; ++round) {
    Txn txn(used->Read());
    for (int i = 0; i < 8; ++i) ASSERT_NO_FATAL_FAILURE(Change(files, txn, model, random));
    ASSERT_TRUE(CommitForTest(*used, txn).ok());
  }
  Txn txn(fresh->Read());
  for (const auto& [id, file] : model.files()) ASSERT_TRUE(files.Insert(txn, file));
  ASSERT_TRUE(CommitForTest(*fresh, txn).ok());
  EXPECT_EQ(RowsOf(*used->Read()), RowsOf(*fresh->Read()));
  EXPECT_EQ(used->Digest(), fresh->Digest());
}

INSTANTIATE_TEST_SUITE_P(Seeds, TableModelTest, testing::Range(uint64_t{1}, uint64_t{9}));

}  // namespace
}  // namespace lienthong::store
