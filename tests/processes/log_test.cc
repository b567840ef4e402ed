// What a process says on standard error, and what it never says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "tests/processes/server_process.h"
#include "tests/processes/town_client.h"

namespace lienthong::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Files a birth and ends; everything said at the most talkative level.
std::string Told(const std::string& format) {
  const auto server = ServerProcess::Start(
      {"up", "--port", "0", "--http-port", "0", "--log-level", "debug", "--log-format", format});
  TownClient client(server->AddressOf("gateway"));
  EXPECT_TRUE(client.CreateWorld("w").ok());
  EXPECT_TRUE(client.FileBirth("w").ok());
  // A careless client: a personal number as its request_id, then a name.
  auto careless = TownClient::Birth().notification;
  careless.set_request_id(absl::StrCat("for-", careless.birth_notification().mother().pin()));
  (void)client.Call<health::v1::IssueBirthNotificationResponse>(
      "health", "health.v1.HealthService/IssueBirthNotification", careless, "w");
  careless.set_request_id(careless.birth_notification().mother().full_name());
  (void)client.Call<health::v1::IssueBirthNotificationResponse>(
      "health", "health.v1.HealthService/IssueBirthNotification", careless, "w");
  server->Signal(SIGTERM);
  EXPECT_EQ(server->Wait(), 0);
  return server->Errors();
}

// Numbers and names of everybody a family's form names, and of the child.
std::vector<std::string> Personal() {
  const auto nation = *seeds::Nation::Generate({});
  std::vector<std::string> words;
  for (const char* member : {"mother", "father", "child"}) {
    const auto persona = nation->FindPersona(absl::StrCat("binh-family.", member));
    if (!persona.ok()) continue;
    words.push_back(persona->person.pin);
    words.push_back(persona->person.full_name);
  }
  const auto& notice = TownClient::Birth().notification.birth_notification();
  words.push_back(notice.mother().full_name());
  words.erase(std::remove(words.begin(), words.end(), ""), words.end());
  return words;
}

TEST(LogTest, NoPersonIsNamedAtTheMostTalkativeLevel) {
  const auto words = Personal();
  ASSERT_GE(words.size(), 4u);
  for (const char* format : {"text", "json"}) {
    const std::string told = Told(format);
    ASSERT_THAT(told, HasSubstr("IssueBirthNotification")) << format;
    EXPECT_THAT(told, HasSubstr("for-############"));
    EXPECT_THAT(told, HasSubstr("(no-id)"));
    for (const std::string& word : words) EXPECT_THAT(told, Not(HasSubstr(word))) << format;
  }
}

TEST(LogTest, JsonLinesAreJsonAndNameTheCall) {
  int events = 0;
  bool submitted = false;
  const std::string told = Told("json");
  for (const absl::string_view view : absl::StrSplit(told, '\n')) {
    const std::string line(view);
    if (line.rfind('{', 0) != 0) continue;  // plain sentences for people
    google::protobuf::Struct fields;
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(line, &fields).ok()) << line;
    ++events;
    for (const char* field : {"time", "level", "event"}) EXPECT_EQ(fields.fields().count(field), 1u) << line;
    const auto method = fields.fields().find("method");
    if (method == fields.fields().end() || method->second.string_value().find("/SubmitDossier") == std::string::npos) {
      continue;
    }
    submitted = true;
    EXPECT_EQ(fields.fields().at("agency").string_value(), "gateway");
    EXPECT_EQ(fields.fields().at("world").string_value(), "w");
    EXPECT_EQ(fields.fields().count("request_id"), 1u) << line;
  }
  EXPECT_TRUE(submitted);
  EXPECT_GT(events, 10);
}

TEST(LogTest, TheUsualLevelIsSilentAndPlainSentencesStay) {
  const auto server = ServerProcess::Start({"up", "--port", "0", "--http-port", "0"});
  TownClient client(server->AddressOf("gateway"));
  ASSERT_TRUE(client.FileBirth().ok());
  const std::string told = server->Errors();
  EXPECT_THAT(told, HasSubstr("store: sqlite:"));
  EXPECT_THAT(told, Not(HasSubstr("SubmitDossier")));
}

}  // namespace
}  // namespace lienthong::testing
