#include "gateway/snapshots/world_rows.h"

#include <deque>
#include <memory>
#include <utility>

#include "lienthong/control/v1/state_service.pb.h"
#include "services/base/world/trampoline.h"

namespace lienthong::snapshots {
namespace {

using control::v1::ListStateRowsRequest;
using control::v1::ListStateRowsResponse;

constexpr char kListStateRows[] = "lienthong.control.v1.StateService/ListStateRows";

// Asks one office after the other, page by page. Keeps itself alive until it is done.
class Reading : public std::enable_shared_from_this<Reading> {
 public:
  using Done = std::function<void(absl::StatusOr<WorldRows>)>;

  Reading(authority::Authority& authority, Done done) : authority_(authority), done_(std::move(done)) {}

  void Start(const std::string& world) {
    authority_.HoldStill(world, [self = shared_from_this()](absl::StatusOr<authority::Authority::Hold> hold) {
      if (!hold.ok()) return self->done_(hold.status());
      self->rows_.hold = *std::move(hold);
      for (std::string& agency : self->authority_.AgenciesOf(self->rows_.hold.world.name())) {
        self->left_.push_back(std::move(agency));
      }
      self->Pump();
    });
  }

 private:
  using Pages = std::vector<absl::StatusOr<ListStateRowsResponse>>;

  void Pump() {
    trampoline_.Run([self = shared_from_this()] { self->AskNext(); });
  }

  void AskNext() {
    if (left_.empty()) return Finish(absl::OkStatus());
    ListStateRowsRequest request;
    request.set_world(rows_.hold.world.name());
    request.set_world_version(rows_.hold.world.version());
    request.set_page_token(token_);
    authority_.calls().CallAll<ListStateRowsResponse>({left_.front()}, kListStateRows, request,
                                                      [self = shared_from_this()](const Pages& pages) {
                                                        if (!pages.front().ok())
                                                          return self->Finish(pages.front().status());
                                                        self->Take(*pages.front());
                                                        self->Pump();
                                                      });
  }

  void Take(const ListStateRowsResponse& page) {
    OfficeRows& rows = rows_.offices[left_.front()];
    for (const auto& row : page.rows()) rows[row.key()] = row.value();
    token_ = page.next_page_token();
    if (token_.empty()) left_.pop_front();
  }

  void Finish(absl::Status status) {
    std::exchange(rows_.hold.release, nullptr)();
    if (!status.ok()) return done_(std::move(status));
    done_(std::move(rows_));
  }

  authority::Authority& authority_;
  const Done done_;
  Trampoline trampoline_;
  WorldRows rows_;
  std::deque<std::string> left_;
  std::string token_;
};

}  // namespace

void ReadWorldRows(authority::Authority& authority, const std::string& world,
                   std::function<void(absl::StatusOr<WorldRows>)> done) {
  std::make_shared<Reading>(authority, std::move(done))->Start(world);
}

}  // namespace lienthong::snapshots
