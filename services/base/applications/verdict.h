#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/common/v1/common.pb.h"
#include "services/base/error/error.h"

namespace lienthong::applications {

// The outcome of a check by the rules: what the officer will do.
//
// `why` is an error made by the agency's named constructors (<agency>_errors.h): its reason goes into the application,
// its sentence, filled with its metadata, becomes the note for people in both languages.
struct Verdict {
  enum class Kind { kApprove, kRefuse, kSupplement, kPayment };

  static Verdict Approve() { return {}; }
  // Status 3 on sight (Procedure::Receive), status 8 later.
  static Verdict Refuse(const absl::Status& why);
  // `items` are component codes or form fields.
  static Verdict Supplement(const absl::Status& why, std::vector<std::string> items);
  // `amount_vnd` is positive.
  static Verdict Payment(absl::string_view fee_code, int64_t amount_vnd, common::v1::LocalizedText title);
  // OK approves, anything else refuses: for rules written as a chain of checks.
  static Verdict Of(const absl::Status& check) { return check.ok() ? Approve() : Refuse(check); }

  Kind kind = Kind::kApprove;
  Reason reason = Reason::REASON_UNSPECIFIED;
  common::v1::LocalizedText note;
  std::vector<std::string> items;
  std::string fee_code;
  int64_t amount_vnd = 0;
  common::v1::LocalizedText title;
};

// An error's sentence in both languages; empty when the error has no reason. A {brace} that its metadata doesn't fill
// becomes an ellipsis.
common::v1::LocalizedText NoteOf(const absl::Status& why);
common::v1::LocalizedText NoteOf(Reason reason);

}  // namespace lienthong::applications
