// Rules over the text of all sources: one clock, one source of randomness, no numbers of people, no machines.
#include <cctype>
#include <set>

#include "gtest/gtest.h"
#include "seeds/nation/nation.h"
#include "tests/architecture/source_tree.h"

namespace lienthong::architecture {
namespace {

std::set<std::string> FilesWith(const std::vector<std::string>& folders, absl::string_view text) {
  std::set<std::string> paths;
  for (const SourceFile& file : FilesOf(folders)) {
    if (absl::StrContains(file.text, text)) paths.insert(file.path);
  }
  return paths;
}

bool IsDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// Every run of exactly twelve digits that stands by itself.
std::vector<std::string> TwelveDigits(const std::string& text) {
  const auto in_word = [&text](size_t at) {
    return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_' ||
                                text[at] == '\'' || text[at] == '.');
  };
  std::vector<std::string> found;
  for (size_t begin = 0; begin < text.size(); ++begin) {
    if (!IsDigit(text[begin])) continue;
    size_t end = begin;
    while (end < text.size() && IsDigit(text[end])) ++end;
    const bool alone = (begin == 0 || !in_word(begin - 1)) && (text[end] == '.' || !in_word(end));
    if (end - begin == 12 && alone) found.push_back(text.substr(begin, 12));
    begin = end;
  }
  return found;
}

TEST(SourcesTest, TwelveDigitsAreFoundWhereTheyStandByThemselves) {
  const std::string sevens(12, '7');
  EXPECT_EQ(TwelveDigits("pin: \"" + sevens + "\", " + sevens + ".").size(), 2u);
  EXPECT_TRUE(TwelveDigits("0x" + sevens).empty());
  EXPECT_TRUE(TwelveDigits(sevens + "7").empty());
}

TEST(SourcesTest, OneFileReadsTheClock) {
  const std::set<std::string> clock = {"services/base/world/clock.cc"};
  EXPECT_EQ(FilesWith(kProduct, "absl::Now("), clock);
  EXPECT_EQ(FilesWith(kProduct, "system_clock::now"), std::set<std::string>());
}

TEST(SourcesTest, OneFileFindsMethodsByTheirWireNames) {
  const std::set<std::string> methods = {"services/base/descriptors/methods.cc"};
  EXPECT_EQ(FilesWith(kProduct, "{{\"/\", \".\"}}"), methods);
}

TEST(SourcesTest, NobodySleepsOrThrowsDice) {
  for (const char* word : {"std::rand(", "srand(", "random_device", "sleep_for", "sleep_until", "usleep(", "SleepFor"}) {
    EXPECT_EQ(FilesWith(kProduct, word), std::set<std::string>()) << word;
  }
}

// Whose files are bad input throughout.
bool IsBadInput(const std::string& path) { return absl::StrContains(path, "broken-personal-numbers"); }

TEST(SourcesTest, NoPersonHasALiteralNumber) {
  for (const SourceFile& file : FilesOf(kProduct, {".cc", ".h", ".yaml"})) {
    if (IsBadInput(file.path)) continue;
    EXPECT_TRUE(TwelveDigits(file.text).empty()) << file.path << ": take a persona's, or a free cell of the nation";
  }
}

// Tests write numbers down to show what is wrong with them; none is anybody's.
TEST(SourcesTest, NoLiteralNumberOfATestIsAPersons) {
  const auto nation = seeds::Nation::Generate({}).value();
  int numbers = 0;
  for (const SourceFile& file : FilesOf({"tests"}, {".cc", ".h", ".yaml"})) {
    for (const std::string& number : TwelveDigits(file.text)) {
      ++numbers;
      EXPECT_FALSE(nation->Taken(number)) << file.path << " writes down somebody's number";
    }
  }
  EXPECT_GT(numbers, 0);
}

TEST(SourcesTest, NothingNamesAMachine) {
  const std::string own = "tests/architecture/sources_test.cc";
  std::vector<std::string> folders = kProduct;
  for (const char* more : {"tests", "proto", "cmake", ".ci"}) folders.push_back(more);
  for (const SourceFile& file : FilesOf(folders, {".cc", ".h", ".yaml", ".md", ".txt", ".cmake", ".proto", ".sh"})) {
    if (file.path == own) continue;
    for (const char* path : {"/home/", "/mnt/", "/Users/", LIENTHONG_SOURCE_DIR "/"}) {
      EXPECT_FALSE(absl::StrContains(file.text, path)) << file.path << " names " << path;
    }
  }
}

TEST(SourcesTest, EveryRoomOfTheProductSaysWhatItIs) {
  const std::filesystem::path root = LIENTHONG_SOURCE_DIR;
  std::set<std::string> rooms;
  for (const SourceFile& file : FilesOf(kProduct, {".cc"})) rooms.insert(file.folder());
  ASSERT_GT(rooms.size(), 15u);
  for (const std::string& room : rooms) {
    if (!std::filesystem::exists(root / room / "CMakeLists.txt")) continue;  // part of the room above
    const bool above = std::filesystem::exists((root / room).parent_path() / "README.md");
    EXPECT_TRUE(above || std::filesystem::exists(root / room / "README.md")) << room << " has no README.md";
  }
}

TEST(SourcesTest, HeadersAreGuardedAndNothingIsLeftToDo) {
  for (const SourceFile& file : FilesOf(kProduct)) {
    if (absl::EndsWith(file.path, ".h")) {
      EXPECT_TRUE(absl::StrContains(file.text, "#pragma once")) << file.path;
    }
    for (const char* word : {"TODO", "FIXME", "XXX("}) EXPECT_FALSE(absl::StrContains(file.text, word)) << file.path;
  }
}

}  // namespace
}  // namespace lienthong::architecture
