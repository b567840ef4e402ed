#pragma once

#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "lienthong/control/v1/agenda_service.pb.h"
#include "services/base/host/agency.h"
#include "services/base/host/row_execution.h"
#include "services/base/world/trampoline.h"

namespace lienthong::host {

// RowRunner executes one order of a MANUAL world's driver: the row asked for, then this agency's following rows while
// they are least of all (below the bound) and due. What it did goes into the response, also when a row failed on the
// wire. The result does not depend on the largest number of rows allowed (AGENDA rule 4).
class RowRunner : public std::enable_shared_from_this<RowRunner> {
 public:
  using Done = absl::AnyInvocable<void(control::v1::RunResponse)>;

  RowRunner(Agency& agency, std::shared_ptr<WorldPart> part, control::v1::RunRequest request, Done done);
  void Start();

 private:
  void Pump();
  void Step();
  bool Next(std::string* key, control::v1::Row* row);
  void Executed(const control::v1::Row& row, RowExecution::Report report);
  void Note(const RowExecution::Report& report);
  void Finish();

  Agency& agency_;
  const std::shared_ptr<WorldPart> part_;
  const control::v1::RunRequest request_;
  Done done_;
  control::v1::RunResponse response_;
  std::string bound_;
  absl::Time now_;
  Trampoline trampoline_;
  bool finished_ = false;
};

}  // namespace lienthong::host
