#include "deploy/lienthong/nation_output.h"

#include "google/protobuf/util/json_util.h"
#include "services/nation/nation_record.h"

namespace lienthong {

std::string PersonJson(const seeds::Person& person, bool pretty) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = pretty;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(nation::PersonRecord(person), &json, options);
  return json;
}

int Report(const absl::Status& status) {
  if (status.ok()) return 0;
  std::fprintf(stderr, "lienthong: %s\n", std::string(status.message()).c_str());
  return status.code() == absl::StatusCode::kInvalidArgument ? 2 : 1;
}

}  // namespace lienthong
