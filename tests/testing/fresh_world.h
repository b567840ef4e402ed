#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "lienthong/control/v1/journal.pb.h"
#include "lienthong/control/v1/world.pb.h"

namespace lienthong::testing {

class EmbeddedTown;

// FreshWorld is one world of an embedded town, deleted with the object. Calls in it come from outside, as a client's
// do, over no socket; a refusal is a status with its reason (ReasonOf, ErrorInfoOf, RetryAfterOf of
// services/base/error). Thread-safe.
class FreshWorld {
 public:
  ~FreshWorld();
  FreshWorld(const FreshWorld&) = delete;
  FreshWorld& operator=(const FreshWorld&) = delete;

  // Who calls, in the journal.
  static constexpr char kCaller[] = "test";

  const std::string& name() const { return name_; }
  // What every call of your own client must carry to act in this world.
  std::map<std::string, std::string> headers() const;

  // Calls "package.Service/Method" at an agency ("gateway" for the gateway) and waits.
  //   world->Call<GetPersonResponse>("population", "lienthong.population.v1.PopulationService/GetPerson", request)
  template <class Response>
  absl::StatusOr<Response> Call(const std::string& agency, const std::string& method,
                                const google::protobuf::Message& request) {
    Response response;
    const absl::Status status = Fill(agency, method, request, &response);
    if (!status.ok()) return status;
    return response;
  }

  // A copy with everything that happened so far; what happens in it stays in it.
  std::unique_ptr<FreshWorld> Fork();

  // Clock. Everything that falls due on the way is done.
  absl::Time Now();
  absl::Status Advance(absl::Duration duration);
  absl::Status AdvanceWorkingDays(int days);
  absl::Status AdvanceUntilIdle();

  // Replaces all policies; none: everybody decides at once by the rules.
  absl::Status SetOfficers(const std::vector<control::v1::OfficerPolicy>& officers);

  // Every line whose method ends in `method`; all when empty.
  std::vector<control::v1::JournalEntry> Journal(const std::string& method = "");
  // Where the registers disagree, a sentence each; empty when they tell one story.
  std::vector<std::string> Violations();

 private:
  friend class EmbeddedTown;
  FreshWorld(EmbeddedTown& town, std::string name) : town_(town), name_(std::move(name)) {}
  absl::Status Fill(const std::string& agency, const std::string& method, const google::protobuf::Message& request,
                    google::protobuf::Message* response);

  EmbeddedTown& town_;
  const std::string name_;
};

}  // namespace lienthong::testing
