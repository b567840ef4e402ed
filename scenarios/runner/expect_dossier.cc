#include "scenarios/runner/expect_dossier.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "scenarios/runner/matching.h"
#include "services/base/status.h"

namespace lienthong::scenarios {
namespace {

namespace v1 = scenario::v1;
using gateway::v1::Dossier;
using gateway::v1::DossierEvent;
using gateway::v1::Part;
using Statuses = google::protobuf::RepeatedField<int>;

// Reports a field that is asked for and differs. Enums are compared by name, so reports read well.
class Fields {
 public:
  Fields(Stage& stage, const std::string& pointer, const google::protobuf::Message& actual)
      : stage_(stage), pointer_(pointer), actual_(actual) {}

  void Enum(const char* name, int wanted) const {
    if (wanted == 0) return;
    const auto& field = *actual_.GetDescriptor()->FindFieldByName(name);
    const int actual = actual_.GetReflection()->GetEnumValue(actual_, &field);
    Report(name, NameOf(field, wanted), NameOf(field, actual));
  }
  void Text(const char* name, const std::string& wanted) const {
    if (wanted.empty()) return;
    const auto& field = *actual_.GetDescriptor()->FindFieldByName(name);
    Report(name, wanted, actual_.GetReflection()->GetString(actual_, &field));
  }
  void Report(const char* name, const std::string& wanted, const std::string& actual) const {
    if (wanted != actual) stage_.Fail(absl::StrCat(pointer_, "/", name), ToText({name, "", wanted, actual}));
  }
  void Matches(const google::protobuf::Struct& match) const {
    if (match.fields().empty()) return;
    const absl::StatusOr<Json> json = MessageToJson(actual_);
    if (!stage_.Check(pointer_, json.status())) return;
    for (const Difference& difference : Match(ToJson(match), *json)) {
      stage_.Fail(absl::StrCat(pointer_, "/match/", difference.key), ToText(difference));
    }
  }

 private:
  static std::string NameOf(const google::protobuf::FieldDescriptor& field, int number) {
    const auto* value = field.enum_type()->FindValueByNumber(number);
    return value == nullptr ? absl::StrCat(number) : value->name();
  }

  Stage& stage_;
  const std::string pointer_;
  const google::protobuf::Message& actual_;
};

absl::StatusOr<std::vector<DossierEvent>> ReadEvents(Stage& stage, const Dossier& dossier) {
  gateway::v1::WatchDossierRequest request;
  request.set_dossier_id(dossier.dossier_id());
  ASSIGN_OR_RETURN(
      const std::vector<std::string> messages,
      stage.client().Watch("gateway", "lienthong.gateway.v1.GatewayService/WatchDossier", request, dossier.sequence()));
  std::vector<DossierEvent> events;
  for (const std::string& message : messages) {
    gateway::v1::WatchDossierResponse response;
    if (!response.ParseFromString(message)) return absl::DataLossError("WatchDossier: no answer of its type");
    events.push_back(response.event());
  }
  return events;
}

std::string NamesOf(const std::vector<int>& statuses) {
  return absl::StrJoin(statuses, ", ", [](std::string* out, int status) {
    out->append(applications::v1::ApplicationStatus_Name(static_cast<applications::v1::ApplicationStatus>(status)));
  });
}

// Statuses in the order reached; the same one reported twice in a row is one.
std::vector<int> HistoryOf(const std::vector<DossierEvent>& events, const std::string& application_id) {
  std::vector<int> history;
  for (const DossierEvent& event : events) {
    const bool of_dossier = event.kind() == gateway::v1::DOSSIER_EVENT_KIND_SUBMITTED ||
                            event.kind() == gateway::v1::DOSSIER_EVENT_KIND_STATUS_CHANGED;
    const bool of_part =
        event.kind() == gateway::v1::DOSSIER_EVENT_KIND_PART_CHANGED && event.application_id() == application_id;
    if (application_id.empty() ? !of_dossier : !of_part) continue;
    if (event.status() != 0 && (history.empty() || history.back() != event.status())) history.push_back(event.status());
  }
  return history;
}

void CheckHistory(Stage& stage, const Statuses& wanted, const std::vector<int>& actual, const std::string& pointer) {
  if (wanted.empty()) return;
  const std::vector<int> expected(wanted.begin(), wanted.end());
  if (expected != actual) stage.Fail(pointer, ToText({"status_history", "", NamesOf(expected), NamesOf(actual)}));
}

void CheckHistoryContains(Stage& stage, const Statuses& wanted, const std::vector<int>& actual,
                          const std::string& pointer) {
  size_t next = 0;
  for (const int status : actual) {
    if (next < static_cast<size_t>(wanted.size()) && wanted[static_cast<int>(next)] == status) ++next;
  }
  if (next == static_cast<size_t>(wanted.size())) return;
  const std::vector<int> expected(wanted.begin(), wanted.end());
  stage.Fail(pointer, ToText({"status_history_contains", "", NamesOf(expected), NamesOf(actual)}));
}

bool Fits(const v1::EventExpectation& wanted, const DossierEvent& event) {
  if (wanted.kind() != 0 && wanted.kind() != event.kind()) return false;
  if (!wanted.agency().empty() && wanted.agency() != event.agency()) return false;
  if (!wanted.method().empty() && !absl::EndsWith(event.method(), wanted.method())) return false;
  if (wanted.status() != 0 && wanted.status() != event.status()) return false;
  return wanted.reason() == 0 || wanted.reason() == event.reason();
}

void CheckEvents(Stage& stage, const v1::EventsExpectation& wanted, const std::vector<DossierEvent>& events,
                 const std::string& pointer) {
  size_t at = 0;
  for (int i = 0; i < wanted.in_order_size(); ++i) {
    while (at < events.size() && !Fits(wanted.in_order(i), events[at])) ++at;
    if (at++ < events.size()) continue;
    stage.Fail(absl::StrCat(pointer, "/in_order/", i),
               absl::StrCat("no event {", wanted.in_order(i).ShortDebugString(), "} after the ones before it"));
    break;
  }
  for (int i = 0; i < wanted.never_size(); ++i) {
    for (const DossierEvent& event : events) {
      if (!Fits(wanted.never(i), event)) continue;
      stage.Fail(absl::StrCat(pointer, "/never/", i),
                 absl::StrCat("event ", event.sequence(), " fits {", wanted.never(i).ShortDebugString(), "}"));
    }
  }
}

const Part* FindPart(const Dossier& dossier, const v1::PartExpectation& wanted) {
  for (const Part& part : dossier.parts()) {
    if (!wanted.task().empty() && part.task() != wanted.task()) continue;
    if (wanted.agency().empty() || part.agency() == wanted.agency()) return &part;
  }
  return nullptr;
}

void CheckPart(Stage& stage, const v1::PartExpectation& wanted, const Dossier& dossier,
               const std::vector<DossierEvent>& events, const std::string& pointer) {
  const Part* part = FindPart(dossier, wanted);
  const std::string name = wanted.task().empty() ? wanted.agency() : wanted.task();
  if (wanted.absent()) {
    if (part != nullptr) stage.Fail(pointer, absl::StrCat("part ", name, ": expected none, got one"));
    return;
  }
  if (part == nullptr) return stage.Fail(pointer, absl::StrCat("part ", name, ": there is none"));
  const Fields fields(stage, pointer, *part);
  fields.Enum("status", wanted.status());
  fields.Enum("reason", wanted.reason());
  fields.Enum("next_actor", wanted.next_actor());
  if (wanted.has_silent()) {
    fields.Report("silent", wanted.silent() ? "true" : "false", part->silent() ? "true" : "false");
  }
  fields.Matches(wanted.match());
  CheckHistory(stage, wanted.status_history(), HistoryOf(events, part->application_id()), pointer + "/status_history");
}

void CheckOtherParts(Stage& stage, const v1::DossierExpectation& wanted, const Dossier& dossier,
                     const std::string& pointer) {
  for (const Part& part : dossier.parts()) {
    bool listed = false;
    for (const auto& expected : wanted.parts()) listed |= FindPart(dossier, expected) == &part;
    if (!listed) stage.Fail(pointer, absl::StrCat("part ", part.task(), " at ", part.agency(), " is not expected"));
  }
}

void CheckExplained(Stage& stage, const Dossier& dossier, const std::string& pointer) {
  if (dossier.explanation().vi().empty() || dossier.explanation().en().empty()) {
    stage.Fail(pointer, "explained: expected an explanation in both languages, got none");
  }
}

}  // namespace

void CheckDossier(Stage& stage, v1::DossierExpectation expected, const std::string& pointer) {
  const absl::StatusOr<Dossier> dossier = stage.ReadDossier(expected.dossier());
  if (!stage.Check(pointer, dossier.status())) return;
  if (!stage.Check(pointer, Expand(expected, stage.scope()))) return;
  const absl::StatusOr<std::vector<DossierEvent>> events = ReadEvents(stage, *dossier);
  if (!stage.Check(pointer, events.status())) return;
  const Fields fields(stage, pointer, *dossier);
  fields.Enum("status", expected.status());
  fields.Enum("outcome", expected.outcome());
  fields.Enum("reason", expected.reason());
  fields.Enum("next_actor", expected.next_actor());
  fields.Text("waiting_for", expected.waiting_for());
  fields.Matches(expected.match());
  if (expected.explained()) CheckExplained(stage, *dossier, pointer + "/explained");
  for (int i = 0; i < expected.parts_size(); ++i) {
    CheckPart(stage, expected.parts(i), *dossier, *events, absl::StrCat(pointer, "/parts/", i));
  }
  if (expected.only_these_parts()) CheckOtherParts(stage, expected, *dossier, pointer + "/only_these_parts");
  const std::vector<int> history = HistoryOf(*events, "");
  CheckHistory(stage, expected.status_history(), history, pointer + "/status_history");
  CheckHistoryContains(stage, expected.status_history_contains(), history, pointer + "/status_history_contains");
  CheckEvents(stage, expected.events(), *events, pointer + "/events");
}

}  // namespace lienthong::scenarios
