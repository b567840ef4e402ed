#include "gateway/snapshots/snapshot_file.h"

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "gateway/http/files/digest.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/error/error.h"

namespace lienthong::snapshots {
namespace {

using ::testing::HasSubstr;

Snapshot Some() {
  Snapshot snapshot;
  snapshot.world.mutable_record()->set_name("w");
  snapshot.world.mutable_record()->set_seed(7);
  auto& officer = *snapshot.world.mutable_record()->add_officers();
  officer.add_script()->mutable_note()->set_vi("Thiếu giấy tờ");
  snapshot.world.mutable_begun()->set_seconds(100);
  snapshot.world.mutable_moment()->set_step(12);
  snapshot.nation_seed = 1;
  snapshot.nation_digest = "d1ce57";
  snapshot.offices["population"] = {{std::string("k\0\x01", 3), "value"}, {"l", std::string("\xff\0", 2)}};
  snapshot.offices["tax"] = {};
  return snapshot;
}

Reason ReasonFor(const std::string& text) { return ReasonOf(ReadSnapshot(text).status()); }

// The text with another body, and an end that fits it.
std::string Sealed(const std::string& body) {
  return body + "{\"end\":{\"rows\":0,\"sha256\":\"" + http::Sha256Hex(body) + "\"}}\n";
}

std::string BodyOf(const std::string& text) { return text.substr(0, text.rfind('\n', text.size() - 2) + 1); }

TEST(SnapshotFileTest, IsReadAsItWasWritten) {
  const Snapshot before = Some();
  const std::string text = WriteSnapshot(before);
  const auto after = ReadSnapshot(text);
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_EQ(after->world.SerializeAsString(), before.world.SerializeAsString());
  EXPECT_EQ(after->offices, before.offices);
  EXPECT_EQ(after->nation_seed, 1u);
  EXPECT_EQ(after->nation_digest, "d1ce57");
  EXPECT_EQ(after->rows(), 2);
  EXPECT_EQ(WriteSnapshot(*after), text);
}

TEST(SnapshotFileTest, IsPlainAsciiLinesOfJson) {
  for (const char c : WriteSnapshot(Some())) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
  EXPECT_TRUE(absl::StartsWith(WriteSnapshot(Some()), "{\"lienthong_snapshot\":1,"));
}

TEST(SnapshotFileTest, ACutFileIsRefusedWhereverItIsCut) {
  const std::string text = WriteSnapshot(Some());
  for (size_t length = 0; length < text.size(); ++length) {
    ASSERT_EQ(ReasonFor(text.substr(0, length)), Reason::SNAPSHOT_DAMAGED) << length;
  }
}

TEST(SnapshotFileTest, AnEditedFileIsRefusedWhereverItIsEdited) {
  const std::string text = WriteSnapshot(Some());
  for (size_t at = 0; at < text.size(); ++at) {
    std::string edited = text;
    edited[at] = edited[at] == '7' ? '8' : '7';
    const auto reason = ReasonFor(edited);
    // The last line's own count and braces are not part of what it vouches for.
    if (at >= BodyOf(text).size() && reason == Reason::REASON_UNSPECIFIED) continue;
    ASSERT_TRUE(reason == Reason::SNAPSHOT_DAMAGED || reason == Reason::SNAPSHOT_NEWER) << at;
  }
}

TEST(SnapshotFileTest, WhatIsSealedButMakesNoSenseIsRefused) {
  const std::string body = BodyOf(WriteSnapshot(Some()));
  EXPECT_EQ(ReasonFor(Sealed(body + "[]\n")), Reason::SNAPSHOT_DAMAGED);
  EXPECT_EQ(ReasonFor(Sealed(body + "{\"agency\":\"tax\",\"key\":5,\"value\":\"\"}\n")), Reason::SNAPSHOT_DAMAGED);
  EXPECT_EQ(ReasonFor(Sealed(body + "{\"agency\":\"tax\",\"key\":\"bA==\",\"value\":\"\"}\n")),
            Reason::SNAPSHOT_DAMAGED)
      << "the office's digest is another";
  EXPECT_EQ(ReasonFor(Sealed(body + "{\"agency\":\"nobody\",\"key\":\"bA==\",\"value\":\"\"}\n")),
            Reason::SNAPSHOT_DAMAGED);
  EXPECT_EQ(ReasonFor(Sealed(absl::StrReplaceAll(body, {{"\"world\":{", "\"world\":{\"rekord\":1,"}}))),
            Reason::SNAPSHOT_DAMAGED);
  EXPECT_EQ(ReasonFor(Sealed("{\"lienthong_snapshot\":1,\"nation\":5,\"world\":[]}\n")), Reason::SNAPSHOT_DAMAGED);
}

TEST(SnapshotFileTest, ALaterFormatIsNamed) {
  const std::string later =
      absl::StrReplaceAll(WriteSnapshot(Some()), {{"{\"lienthong_snapshot\":1", "{\"lienthong_snapshot\":2"}});
  const auto status = ReadSnapshot(later).status();
  EXPECT_EQ(ReasonOf(status), Reason::SNAPSHOT_NEWER);
  EXPECT_THAT(std::string(status.message()), HasSubstr("format 2"));
}

}  // namespace
}  // namespace lienthong::snapshots
