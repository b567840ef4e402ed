// JSON lines, HAR and diagrams.
#include "gateway/verification/har.h"
#include "gateway/verification/journal_lines.h"
#include "gateway/verification/markup.h"
#include "gateway/verification/sequence.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/error/error.h"
#include "tests/gateway/verification/lines.h"

namespace lienthong::verification {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(JournalLinesTest, ALineHasItsFieldsInOrderAndItsBodiesDecoded) {
  const std::string text = JournalLines({GetPersonLine("gateway", 2, "17"), RowLine("tax", 3)});
  const size_t end = text.find('\n');
  const auto line = nlohmann::ordered_json::parse(text.substr(0, end));
  EXPECT_EQ(line.begin().key(), "at");
  EXPECT_EQ(line["at"], "2024-08-05T01:02:00Z");
  EXPECT_EQ(line["request"]["pin"], "17");
  EXPECT_EQ(line["response"]["person"]["full_name"], "Trần Thị Mẫu");
  const auto row = nlohmann::ordered_json::parse(text.substr(end + 1));
  EXPECT_EQ(row["row_kind"], "OFFICER_DECISION");
  EXPECT_FALSE(row.contains("request"));
}

TEST(JournalLinesTest, BytesThatAreNoMessageAreShownAsSuchUnlessTheyMayBePersonal) {
  auto line = GetPersonLine("gateway", 1, "17");
  line.set_request("\xff\xff");
  line.set_request_size(2);
  EXPECT_THAT(JournalLines({line}), HasSubstr("\"request_base64\":\"//8=\""));
  EXPECT_THAT(JournalLines({line}, Showing::kNothingPersonal), HasSubstr("\"request_base64\":\"[redacted]\""));
  EXPECT_THAT(JournalLines({line}, Showing::kNothingPersonal), Not(HasSubstr("Mẫu")));
}

TEST(HarTest, ACallIsThePostItWouldBe) {
  auto refused = RefusedLine("client", 2, 0);
  *refused.mutable_status() = ToRpcStatus(ResourceNotFound("person", "somebody"));
  const Json har =
      Json::parse(Har({GetPersonLine("client", 1, "17"), RowLine("tax", 1), refused}, "w", Showing::kAllButSecrets));
  EXPECT_EQ(har["log"]["version"], "1.2");
  ASSERT_EQ(har["log"]["entries"].size(), 2u) << "rows are no calls";
  const Json& call = har["log"]["entries"][0];
  EXPECT_EQ(call["request"]["method"], "POST");
  EXPECT_THAT(call["request"]["url"].get<std::string>(),
              HasSubstr("/lienthong.population.v1.PopulationService/GetPerson"));
  EXPECT_EQ(Json::parse(call["request"]["postData"]["text"].get<std::string>()), Json({{"pin", "17"}}));
  EXPECT_EQ(call["response"]["status"], 200);
  EXPECT_EQ(call["_lienthong"]["step"], 1);
  const Json& failed = har["log"]["entries"][1]["response"];
  EXPECT_EQ(failed["status"], 404);
  EXPECT_EQ(Json::parse(failed["content"]["text"].get<std::string>())["code"], "not_found");
  // What HAR 1.2 requires of every entry.
  for (const Json& entry : har["log"]["entries"]) {
    for (const char* field : {"startedDateTime", "time", "request", "response", "cache", "timings"}) {
      EXPECT_TRUE(entry.contains(field)) << field;
    }
    for (const char* field : {"httpVersion", "cookies", "headers", "headersSize", "bodySize"}) {
      EXPECT_TRUE(entry["request"].contains(field) && entry["response"].contains(field)) << field;
    }
  }
}

TEST(SequenceTest, PartiesComeInOrderOfAppearanceAndTimeIsSaidWhenItChanges) {
  auto same_minute = GetPersonLine("portal", 1, "1");
  const Sequence sequence = SequenceOf({GetPersonLine("gateway", 1, "1"), same_minute, RowLine("tax", 2)}, 10);
  EXPECT_THAT(sequence.parties, ElementsAre("gateway", "population", "portal", "tax"));
  ASSERT_EQ(sequence.arrows.size(), 3u);
  EXPECT_EQ(sequence.arrows[0].moment, "2024-08-05 08:01");
  EXPECT_EQ(sequence.arrows[1].moment, "");
  EXPECT_EQ(sequence.arrows[2].from, sequence.arrows[2].to);
  EXPECT_FALSE(sequence.more);
  EXPECT_TRUE(SequenceOf({same_minute, same_minute}, 1).more);
}

// Tags that are opened are closed, in order.
std::string Unbalanced(const std::string& svg) {
  std::vector<std::string> open;
  for (size_t at = svg.find('<'); at != std::string::npos; at = svg.find('<', at + 1)) {
    const size_t end = svg.find('>', at);
    const std::string tag = svg.substr(at + 1, end - at - 1);
    if (tag.back() == '/') continue;
    const std::string name = tag.substr(0, tag.find(' '));
    if (name.front() != '/') {
      open.push_back(name);
    } else if (open.empty() || "/" + open.back() != name) {
      return name;
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back();
}

TEST(SvgTest, IsAPictureByItselfInBothLanguages) {
  auto strange = GetPersonLine("<client> & co", 1, "1");
  const Sequence sequence = SequenceOf({strange, RefusedLine("gateway", 2, 5), RowLine("tax", 3)}, 10);
  for (const char* language : {"vi", "en", ""}) {
    const std::string svg = Svg(sequence, language);
    EXPECT_EQ(Unbalanced(svg), "") << language;
    EXPECT_THAT(svg, HasSubstr(">&lt;client&gt; &amp; co</text>"));
    EXPECT_THAT(svg, HasSubstr("GetPerson ✗ NOT_FOUND"));
    EXPECT_THAT(svg, Not(HasSubstr("url(")));
    EXPECT_THAT(svg, Not(HasSubstr("href")));
  }
  EXPECT_THAT(Svg(sequence, "vi"), HasSubstr("Trình tự các cuộc gọi"));
  EXPECT_THAT(Svg(sequence, "en"), HasSubstr("Sequence of calls"));
  EXPECT_THAT(Svg(sequence, ""), Not(HasSubstr("http://"))) << "a page that holds it may look for addresses";
  EXPECT_EQ(Unbalanced(Svg(Sequence(), "en")), "");
}

TEST(MermaidTest, SaysWhoCalledWhom) {
  auto write = GetPersonLine("a;b", 1, "1");
  write.set_kind(control::v1::ENTRY_KIND_WRITE);
  const std::string text =
      Mermaid(SequenceOf({write, RefusedLine("gateway", 2, 5), RowLine("tax", 3), write}, 3), "en");
  EXPECT_THAT(text, HasSubstr("sequenceDiagram\n  participant p0 as a#59;b\n"));
  EXPECT_THAT(text, HasSubstr("  p0->>p1: GetPerson\n"));
  EXPECT_THAT(text, HasSubstr("  p2-xp1: GetPerson ✗ NOT_FOUND\n"));
  EXPECT_THAT(text, HasSubstr("  Note over p3: OFFICER_DECISION decide\n"));
  EXPECT_THAT(text, HasSubstr("there is more"));
}

TEST(MarkupTest, LeavesOutWhatXmlCannotHold) { EXPECT_EQ(Escape(std::string("a\x01<\n", 4)), "a&lt;\n"); }

}  // namespace
}  // namespace lienthong::verification
