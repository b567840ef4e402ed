#include "services/base/authority/agency_calls.h"

#include "absl/strings/str_cat.h"
#include "services/base/host/handlers.h"

namespace lienthong::authority {

absl::Status AgencyCalls::Malformed(const std::string& what) { return host::CallAnswer::MalformedAnswer(what); }

void AgencyCalls::Send(const std::string& agency, const std::string& method, const google::protobuf::Message& request,
                       host::AnswerCallback done) const {
  control::v1::Cause cause;
  cause.set_caller("authority");
  host::RawCall call;
  call.method = absl::StrCat(agency_service_, "/", method);
  call.metadata = {{host::kCallerHeader, "authority"}, {host::kNowHeader, host::SignCause(key_, cause)}};
  call.body = request.SerializeAsString();
  call.timeout = absl::Seconds(30);
  transport_->Call(agency, std::move(call), std::move(done));
}

}  // namespace lienthong::authority
