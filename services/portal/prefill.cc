#include "services/portal/prefill.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/world/times.h"
#include "services/portal/eforms.h"
#include "services/portal/field_paths.h"
#include "services/portal/portal_errors.h"

namespace lienthong::portal {
namespace {

constexpr char kApplicant[] = "applicant";

// A source of the form, and what was said.
struct Said {
  std::string agency;
  // Null: that agency gave no answer.
  std::unique_ptr<google::protobuf::Message> answer;
  google::protobuf::Timestamp as_of;
};
using Sources = std::map<std::string, Said>;

absl::Status Unpack(const v1::PrefillSource& given, const v1::EForm& form, Sources& sources) {
  const auto asked = std::find_if(form.sources().begin(), form.sources().end(),
                                  [&](const v1::EFormSource& source) { return source.name() == given.name(); });
  if (asked == form.sources().end()) return PrefillSourceUnexpected(given.name(), "source of the form");
  if (!given.has_answer()) return absl::OkStatus();
  std::unique_ptr<google::protobuf::Message> answer(AnswerOf(asked->method())->New());
  if (!given.answer().UnpackTo(answer.get())) {
    return PrefillSourceUnexpected(given.name(), answer->GetDescriptor()->full_name());
  }
  sources[given.name()].answer = std::move(answer);
  return absl::OkStatus();
}

absl::StatusOr<Sources> UnpackAll(const v1::EForm& form, const v1::PrefillFormRequest& request, absl::Time now) {
  Sources sources;
  for (const v1::EFormSource& source : form.sources()) sources[source.name()].agency = source.agency();
  for (const v1::PrefillSource& given : request.sources()) {
    RETURN_IF_ERROR(Unpack(given, form, sources));
    sources[given.name()].as_of = given.has_as_of() ? given.as_of() : ToProto(now);
  }
  return sources;
}

// Nobody's form is filled with somebody else's data.
absl::Status CheckApplicantAnswer(const Sources& sources, const v1::PrefillFormRequest& request) {
  const auto applicant = sources.find(kApplicant);
  if (applicant == sources.end() || applicant->second.answer == nullptr) return absl::OkStatus();
  const auto* answer = dynamic_cast<const population::v1::GetPersonResponse*>(applicant->second.answer.get());
  const bool same = answer == nullptr || answer->person().pin() == request.applicant_pin();
  return same ? absl::OkStatus() : InvalidField("sources", "the answer named applicant is about another person");
}

v1::PrefilledField Filled(const v1::EFormField& field, const Said& said, std::string value) {
  v1::PrefilledField filled;
  filled.set_path(field.path());
  filled.set_value(std::move(value));
  filled.set_source_agency(said.agency);
  filled.set_source(field.source());
  filled.set_source_field(field.source_field());
  *filled.mutable_as_of() = said.as_of;
  filled.set_editable(field.editable());
  return filled;
}

v1::UnresolvedField Unresolved(const v1::EFormField& field, Reason reason, const std::string& agency) {
  v1::UnresolvedField unresolved;
  unresolved.set_path(field.path());
  unresolved.set_required(field.required());
  unresolved.set_reason(reason);
  unresolved.set_source_agency(agency);
  return unresolved;
}

void Resolve(const v1::EFormField& field, const Sources& sources, v1::PrefillFormResponse& response) {
  if (field.source().empty()) {
    *response.add_unresolved() = Unresolved(field, Reason::REASON_UNSPECIFIED, "");
    return;
  }
  const Said& said = sources.at(field.source());
  if (said.answer == nullptr) {
    *response.add_unresolved() = Unresolved(field, Reason::PREFILL_SOURCE_MISSING, said.agency);
    return;
  }
  if (absl::optional<std::string> value = ValueAt(*said.answer, field.source_field())) {
    *response.add_fields() = Filled(field, said, *std::move(value));
  } else {
    *response.add_unresolved() = Unresolved(field, Reason::PREFILL_VALUE_ABSENT, said.agency);
  }
}

}  // namespace

absl::StatusOr<v1::PrefillFormResponse> Prefill(const v1::EForm& form, const v1::PrefillFormRequest& request,
                                                absl::Time now) {
  ASSIGN_OR_RETURN(const Sources sources, UnpackAll(form, request, now));
  RETURN_IF_ERROR(CheckApplicantAnswer(sources, request));
  v1::PrefillFormResponse response;
  for (const v1::EFormField& field : form.fields()) Resolve(field, sources, response);
  return response;
}

}  // namespace lienthong::portal
