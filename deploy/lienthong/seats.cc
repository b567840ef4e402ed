#include "deploy/lienthong/seats.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "deploy/lienthong/agencies.h"
#include "services/base/error/error.h"
#include "services/base/transport/peer.h"

namespace lienthong {

absl::StatusOr<Seat> Seat::Parse(const std::string& text) {
  const std::pair<std::string, std::string> halves = absl::StrSplit(text, absl::MaxSplits('=', 1));
  const std::string agency(host::AgencyOf(halves.first));
  if (FindAgency(agency) == nullptr) {
    return InvalidField("--agency", absl::StrCat("there is no agency \"", agency, "\"; see `lienthong agencies`"));
  }
  if (halves.second == "pull") {
    return InvalidField("--agency", absl::StrCat("a seat that pulls its work (=pull) is not carried out yet; write ",
                                                 halves.first, "=HOST:PORT"));
  }
  const size_t colon = halves.second.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == halves.second.size()) {
    return InvalidField("--agency", absl::StrCat("write ", halves.first, "=HOST:PORT"));
  }
  return Seat{halves.first, halves.second};
}

SeatedTransport::SeatedTransport(host::Transport* inner, const std::vector<Seat>& seats)
    : inner_(inner), outside_(&directory_) {
  for (const Seat& seat : seats) {
    seats_[seat.name] = seat;
    directory_.SetAddress(seat.name, seat.address);
  }
}

bool SeatedTransport::External(const std::string& to) const { return host::FindPeer(seats_, to) != seats_.end(); }

bool SeatedTransport::Local(const std::string& to) const { return !External(to) && inner_->Local(to); }

void SeatedTransport::Call(const std::string& to, host::RawCall call, host::AnswerCallback done) {
  External(to) ? outside_.Call(to, std::move(call), std::move(done)) : inner_->Call(to, std::move(call), std::move(done));
}

std::unique_ptr<host::RawStream> SeatedTransport::Watch(const std::string& to, host::RawCall call) {
  return External(to) ? outside_.Watch(to, std::move(call)) : inner_->Watch(to, std::move(call));
}

}  // namespace lienthong
