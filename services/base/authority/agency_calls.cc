#include "services/base/authority/agency_calls.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/host/call_setup.h"

namespace lienthong::authority {
namespace {

constexpr char kService[] = "lienthong.control.v1.AgendaService/";
constexpr absl::Duration kTimeout = absl::Seconds(30);
constexpr int kAttempts = 10;

}  // namespace

void AgencyCalls::Send(const std::string& agency, const std::string& method, std::string body,
                       host::AnswerCallback done) const {
  control::v1::Cause cause;
  cause.set_caller("authority");
  cause.set_process(process_);
  host::RawCall call;
  call.method = absl::StrContains(method, '/') ? method : absl::StrCat(kService, method);
  call.metadata = {{host::kCallerHeader, "authority"}, {host::kNowHeader, host::SignCause(key_, cause)}};
  call.body = std::move(body);
  call.timeout = kTimeout;
  transport_->Call(agency, std::move(call), std::move(done));
}

void AgencyCalls::SendUntilAnswered(const std::string& agency, const std::string& method, std::string body, int attempt,
                                    std::function<void(host::RawAnswer)> done) const {
  Send(agency, method, body, [this, agency, method, body, attempt, done](host::RawAnswer answer) {
    if (!host::IsWireFailure(answer) || attempt >= kAttempts) return done(std::move(answer));
    SendUntilAnswered(agency, method, body, attempt + 1, done);
  });
}

}  // namespace lienthong::authority
