#include "tests/testing/fresh_world.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lienthong/control/v1/check_service.pb.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/host/wire.h"
#include "services/base/world/times.h"
#include "tests/testing/embedded_town.h"
#include "tests/testing/ids.h"

namespace lienthong::testing {

using namespace control::v1;  // NOLINT: the control's messages, throughout

namespace {

constexpr char kDeleteWorld[] = "lienthong.control.v1.ControlService/DeleteWorld";
constexpr char kGetClock[] = "lienthong.control.v1.ControlService/GetClock";
constexpr char kAdvanceClock[] = "lienthong.control.v1.ControlService/AdvanceClock";
constexpr char kSetOfficers[] = "lienthong.control.v1.ControlService/SetOfficers";
constexpr char kListJournal[] = "lienthong.control.v1.ControlService/ListJournal";
constexpr char kCheckWorld[] = "lienthong.control.v1.CheckService/CheckWorld";

AdvanceClockRequest Advancing(const std::string& world, std::string request_id) {
  AdvanceClockRequest request;
  request.set_world(world);
  request.set_request_id(std::move(request_id));
  return request;
}

absl::Status Complete(const absl::StatusOr<AdvanceClockResponse>& answer) {
  if (!answer.ok()) return answer.status();
  return answer->complete() ? absl::OkStatus()
                            : absl::ResourceExhaustedError("too much fell due; advance in smaller steps");
}

}  // namespace

FreshWorld::~FreshWorld() {
  DeleteWorldRequest request;
  request.set_request_id(NewId("delete"));
  request.set_world(name_);
  const auto deleted = Call<DeleteWorldResponse>("gateway", kDeleteWorld, request);
  EXPECT_TRUE(deleted.ok()) << deleted.status();
}

std::map<std::string, std::string> FreshWorld::headers() const {
  return {{host::kWorldHeader, name_}, {host::kCallerHeader, kCaller}};
}

absl::Status FreshWorld::Fill(const std::string& agency, const std::string& method,
                              const google::protobuf::Message& request, google::protobuf::Message* response) {
  return town_.Ask(agency, method, headers(), request, response);
}

std::unique_ptr<FreshWorld> FreshWorld::Fork() { return town_.Fork(name_); }

absl::Time FreshWorld::Now() {
  GetClockRequest request;
  request.set_world(name_);
  const auto answer = Call<GetClockResponse>("gateway", kGetClock, request);
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? FromProto(answer->clock().now()) : absl::InfinitePast();
}

absl::Status FreshWorld::Advance(absl::Duration duration) {
  AdvanceClockRequest request = Advancing(name_, NewId("advance"));
  *request.mutable_by() = ToProto(duration);
  return Complete(Call<AdvanceClockResponse>("gateway", kAdvanceClock, request));
}

absl::Status FreshWorld::AdvanceWorkingDays(int days) {
  AdvanceClockRequest request = Advancing(name_, NewId("advance"));
  request.set_working_days(days);
  return Complete(Call<AdvanceClockResponse>("gateway", kAdvanceClock, request));
}

absl::Status FreshWorld::AdvanceUntilIdle() {
  AdvanceClockRequest request = Advancing(name_, NewId("advance"));
  request.set_until_idle(true);
  return Complete(Call<AdvanceClockResponse>("gateway", kAdvanceClock, request));
}

absl::Status FreshWorld::SetOfficers(const std::vector<OfficerPolicy>& officers) {
  SetOfficersRequest request;
  request.set_request_id(NewId("officers"));
  request.set_world(name_);
  *request.mutable_officers() = {officers.begin(), officers.end()};
  return Call<SetOfficersResponse>("gateway", kSetOfficers, request).status();
}

std::vector<JournalEntry> FreshWorld::Journal(const std::string& method) {
  std::vector<JournalEntry> entries;
  ListJournalRequest request;
  request.set_world(name_);
  request.set_method(method);
  request.set_page_size(1000);
  do {
    const auto page = Call<ListJournalResponse>("gateway", kListJournal, request);
    EXPECT_TRUE(page.ok()) << page.status();
    if (!page.ok()) break;
    entries.insert(entries.end(), page->entries().begin(), page->entries().end());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return entries;
}

std::vector<std::string> FreshWorld::Violations() {
  CheckWorldRequest request;
  request.set_world(name_);
  const auto answer = Call<CheckWorldResponse>("gateway", kCheckWorld, request);
  EXPECT_TRUE(answer.ok()) << answer.status();
  std::vector<std::string> violations;
  if (!answer.ok()) return violations;
  for (const Violation& violation : answer->violations()) {
    violations.push_back(absl::StrCat(violation.invariant(), " at ", violation.agency(), ": ", violation.text().en()));
  }
  return violations;
}

}  // namespace lienthong::testing
