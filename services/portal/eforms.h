#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "lienthong/portal/v1/portal.pb.h"

namespace lienthong::portal {

// EForms is the list of electronic forms, read from eforms.yaml. A form whose paths don't exist in the messages that it
// fills or is filled from is refused when it is read. Immutable; thread-safe.
class EForms {
 public:
  static const EForms& Default();
  //   INVALID_ARGUMENT  file:line:column of what is wrong
  static absl::StatusOr<EForms> Parse(absl::string_view yaml);

  //   FORM_UNKNOWN
  absl::StatusOr<v1::EForm> Find(const std::string& form_code) const;

 private:
  std::map<std::string, v1::EForm> forms_;
};

// The response message of a method that forms may be filled from; null for any other method.
const google::protobuf::Message* AnswerOf(absl::string_view method);

}  // namespace lienthong::portal
