#include "gateway/snapshots/restoring.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "gateway/snapshots/snapshot_errors.h"
#include "lienthong/control/v1/state_service.pb.h"
#include "services/base/world/trampoline.h"

namespace lienthong::snapshots {
namespace {

using control::v1::PutStateRowsRequest;
using control::v1::PutStateRowsResponse;

constexpr char kPutStateRows[] = "lienthong.control.v1.StateService/PutStateRows";
// gRPC servers take 4 MiB unless told otherwise.
constexpr size_t kMaxBytes = 2 << 20;
constexpr int kMaxRows = 1000;

// Gives each office its rows, stretch by stretch. Keeps itself alive until it is done.
class Filling : public std::enable_shared_from_this<Filling> {
 public:
  using Done = std::function<void(absl::Status)>;

  Filling(authority::Authority& authority, std::string world, std::map<std::string, OfficeRows> offices, Done done)
      : authority_(authority), world_(std::move(world)), offices_(std::move(offices)), done_(std::move(done)) {
    office_ = offices_.begin();
    if (office_ != offices_.end()) row_ = office_->second.begin();
  }

  void Pump() {
    trampoline_.Run([self = shared_from_this()] { self->PutNext(); });
  }

 private:
  void PutNext() {
    if (office_ == offices_.end()) return done_(absl::OkStatus());
    PutStateRowsRequest request;
    request.set_world(world_);
    size_t bytes = 0;
    for (; row_ != office_->second.end() && request.rows_size() < kMaxRows && bytes < kMaxBytes; ++row_) {
      auto& row = *request.add_rows();
      row.set_key(row_->first);
      row.set_value(row_->second);
      bytes += row_->first.size() + row_->second.size();
    }
    const std::string agency = office_->first;
    request.set_last(row_ == office_->second.end());
    if (request.last() && ++office_ != offices_.end()) row_ = office_->second.begin();
    authority_.calls().CallAll<PutStateRowsResponse>(
        {agency}, kPutStateRows, request,
        [self = shared_from_this()](const std::vector<absl::StatusOr<PutStateRowsResponse>>& answers) {
          if (!answers.front().ok()) return self->done_(answers.front().status());
          self->Pump();
        });
  }

  authority::Authority& authority_;
  const std::string world_;
  const std::map<std::string, OfficeRows> offices_;
  const Done done_;
  Trampoline trampoline_;
  std::map<std::string, OfficeRows>::const_iterator office_;
  OfficeRows::const_iterator row_;
};

absl::Status CheckOffices(const authority::Authority& authority, const Snapshot& snapshot) {
  const auto directory = authority.directory();
  for (const auto& [agency, rows] : snapshot.offices) {
    const bool there = std::any_of(directory.begin(), directory.end(), [name = agency](const auto& entry) {
      return entry.name() == name && !entry.external();
    });
    if (!there && !rows.empty()) return SnapshotAgencyMissing(agency);
  }
  return absl::OkStatus();
}

}  // namespace

void RestoreWorld(authority::Authority& authority, Snapshot snapshot,
                  std::function<void(absl::StatusOr<control::v1::World>)> done) {
  if (const absl::Status status = CheckOffices(authority, snapshot); !status.ok()) return done(status);
  std::erase_if(snapshot.offices, [](const auto& office) { return office.second.empty(); });
  const std::string name = snapshot.world.record().name();
  authority.Continue(
      snapshot.world,
      [&authority, name, offices = std::move(snapshot.offices)](std::function<void(absl::Status)> filled) {
        std::make_shared<Filling>(authority, name, offices, std::move(filled))->Pump();
      },
      std::move(done));
}

}  // namespace lienthong::snapshots
