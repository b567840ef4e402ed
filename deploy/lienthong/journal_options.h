#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lienthong/control/v1/verification_service.pb.h"

namespace CLI {
class App;
}

namespace lienthong {

// Which lines of which journal: what all `journal` commands share.
struct JournalOptions {
  std::string target = "127.0.0.1:7000";
  std::string world = "default";
  std::string agency;
  std::string method;
  std::string caller;
  std::string purpose;
  std::string kind;
  std::string run;
  std::string request_id;
  std::string outcome;
  std::string from;
  std::string to;
  std::vector<std::string> fields;
  std::vector<std::string> response_fields;
  bool rows = false;
  bool canonical = false;
};

void AddJournalOptions(CLI::App& command, JournalOptions& options);

//   INVALID_ARGUMENT  saying which option can't be read
absl::StatusOr<control::v1::JournalQuery> QueryOf(const JournalOptions& options);

// "PATH=VALUE", "PATH*=GLOB", "PATH~=REGEX" or "PATH" alone (it is given); a '!' before it says the contrary.
absl::StatusOr<control::v1::FieldMatch> FieldOf(const std::string& text);

}  // namespace lienthong
