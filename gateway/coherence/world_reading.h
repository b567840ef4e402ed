#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/coherence/ledger.h"
#include "lienthong/control/v1/check_service.pb.h"
#include "lienthong/control/v1/state_service.pb.h"
#include "services/base/authority/authority.h"
#include "services/base/world/trampoline.h"

namespace lienthong::coherence {

// What the offices hold of a world, read at one moment as far as that can be had.
struct Reading {
  // Rows only, until it is opened; the nation isn't set.
  Ledger ledger;
  // A REAL world that was written to meanwhile, however often it was read.
  bool moving = false;
  // In the order of the directory.
  std::vector<control::v1::CheckedOffice> offices;
};

// Reads the tables and says of each office what was found there. Computes for a while: not for a thread of the wire.
void Open(Reading& reading);

// WorldReading reads a world's state from every office, page by page, with the world's turn held. A REAL world can't be
// held: it is read again while commits come in between, a few times. Keeps itself alive until it is done.
class WorldReading : public std::enable_shared_from_this<WorldReading> {
 public:
  using Done = std::function<void(absl::StatusOr<Reading>)>;

  WorldReading(authority::Authority& authority, std::string world, Done done);
  //   WORLD_UNKNOWN, or why an office could not be asked
  void Start();

 private:
  using Page = control::v1::ListStateRowsResponse;
  using Pages = std::vector<absl::StatusOr<Page>>;

  void Held(authority::Authority::Hold hold);
  // A pass: the first pages of all offices at once, the pages that follow one by one, and, of a REAL world, another look
  // at how many commits each office has had.
  void BeginPass();
  control::v1::ListStateRowsRequest Question() const;
  void AskAll(int page_size, std::function<void(Pages)> done);
  bool TakeAll(const Pages& pages);
  void Pump();
  void AskNext();
  void Recheck();
  bool Take(const std::string& agency, const absl::StatusOr<Page>& page);
  void EndPass();
  void Finish(absl::Status status);

  authority::Authority& authority_;
  const std::string world_;
  Done done_;
  std::function<void()> release_;
  Trampoline trampoline_;
  Reading reading_;
  std::vector<std::string> agencies_;
  bool real_ = false;

  int passes_ = 0;
  // Offices with pages left, and where those begin.
  std::deque<std::pair<std::string, std::string>> rest_;
  std::map<std::string, int64_t> commits_;
  bool changed_ = false;
};

}  // namespace lienthong::coherence
