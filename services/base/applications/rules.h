#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "lienthong/applications/v1/application.pb.h"

// What the rules of every procedure need.
namespace lienthong::applications {

// The form that the application carries; an empty one when it carries another.
template <class Form>
Form FormOf(const v1::Application& application) {
  Form form;
  application.form().UnpackTo(&form);
  return form;
}

// The day on which the application was handed in, whatever the hour. Only of one that is in.
absl::CivilDay FiledOn(const v1::Application& application);

// The end of the working days that `rule` gives: an int of seeds/law/law_rules.h, as it stands on the day of receipt.
// For Procedure::DueAt.
absl::StatusOr<absl::Time> DueByLaw(absl::string_view rule, absl::Time received);

}  // namespace lienthong::applications
