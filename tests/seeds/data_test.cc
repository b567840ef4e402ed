#include "seeds/data.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <fstream>

#include "embed/seeds_law_files.h"

namespace lienthong::seeds {
namespace {

absl::Status ReadKeys(absl::string_view yaml) {
  return ReadYaml("x.yaml", yaml, [](const YAML::Node& root) { return CheckKeys("x.yaml", root, {"a", "b"}); });
}

TEST(ReadYamlTest, SyntaxErrorsComeBackWithTheirPlace) {
  const absl::Status status = ReadKeys("a: 1\nb: [\n");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message().find("x.yaml:"), 0u) << status;
}

TEST(ReadYamlTest, ExceptionsOfTheReaderComeBackToo) {
  const absl::Status status = ReadYaml("x.yaml", "a: text\n", [](const YAML::Node& root) {
    return root["a"].as<int>() == 1 ? absl::OkStatus() : absl::UnknownError("not reached");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find("x.yaml:1:"), absl::string_view::npos) << status;
}

TEST(CheckKeysTest, UnknownAndRepeatedKeysAreRefused) {
  EXPECT_TRUE(ReadKeys("a: 1\nb: 2\n").ok());
  EXPECT_NE(ReadKeys("a: 1\nc: 2\n").message().find("x.yaml:2:1: unknown key \"c\""), absl::string_view::npos);
  EXPECT_NE(ReadKeys("a: 1\na: 2\n").message().find("x.yaml:2:1: key \"a\" twice"), absl::string_view::npos);
  EXPECT_FALSE(ReadKeys("- a\n").ok());
}

TEST(TextAtTest, KeepsLeadingZeros) {
  EXPECT_TRUE(ReadYaml("x.yaml", "a: 007\n", [](const YAML::Node& root) {
                EXPECT_EQ(TextAt(root, "a"), "007");
                EXPECT_EQ(TextAt(root, "b", "none"), "none");
                return absl::OkStatus();
              }).ok());
}

TEST(EmbedTest, TheBytesAreThoseOfTheFile) {
  std::ifstream file(LIENTHONG_SOURCE_DIR "/seeds/law/law.yaml", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  ASSERT_FALSE(bytes.empty());
  EXPECT_EQ(law_files::File("law.yaml"), bytes);
  ASSERT_EQ(law_files::Files().size(), 1u);
  EXPECT_EQ(law_files::Files()[0].name, "law.yaml");
  EXPECT_EQ(law_files::File("other.yaml").data(), nullptr);
}

}  // namespace
}  // namespace lienthong::seeds
