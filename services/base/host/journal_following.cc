#include "services/base/host/journal_following.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/host/agency.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

using control::v1::FollowJournalRequest;
using control::v1::FollowJournalResponse;

using Done = std::function<void(absl::StatusOr<FollowJournalResponse>)>;

constexpr int kMaxLines = 1000;
constexpr absl::Duration kLongestWait = absl::Seconds(10);
// A stretch ends here even when it isn't full: gRPC clients take 4 MiB unless told otherwise.
constexpr size_t kMaxBytes = 2 << 20;
constexpr int kReadAtOnce = 16;  // lines of 64 KiB of request and of response each

FollowJournalResponse Stretch(const journal::Journal& journal, const std::string& name,
                              const FollowJournalRequest& request) {
  FollowJournalResponse response;
  response.set_journal(name);
  response.set_lines(journal.lines());
  const int most = request.max_lines() > 0 ? std::min(request.max_lines(), kMaxLines) : kMaxLines;
  int64_t after = request.journal() == name ? request.after_line() : 0;
  size_t bytes = 0;
  do {
    auto stretch = journal.Read(after, std::min(kReadAtOnce, most - response.entries_size()));
    for (auto& entry : stretch.entries) {
      if (request.omit_bodies()) entry.clear_request(), entry.clear_response();
      after = entry.line();
      bytes += entry.ByteSizeLong();
      *response.add_entries() = std::move(entry);
    }
    response.set_more(stretch.more);
    response.set_dropped(stretch.dropped);
  } while (response.more() && response.entries_size() < most && bytes < kMaxBytes);
  return response;
}

// One answer, given by the first of the next line and the end of the wait. Keeps itself alive until then.
class Waiting : public std::enable_shared_from_this<Waiting> {
 public:
  Waiting(std::shared_ptr<WorldPart> part, std::string name, FollowJournalRequest request, Done done)
      : part_(std::move(part)), name_(std::move(name)), request_(std::move(request)), done_(std::move(done)) {}

  void Start(Timer& timer, absl::Duration wait) {
    const int64_t ticket =
        part_->journal().WakeAfter(request_.after_line(), [self = shared_from_this()] { self->Answer(); });
    if (answered_) return;
    timer.After(wait, [self = shared_from_this(), ticket] {
      self->part_->journal().Forget(ticket);
      self->Answer();
    });
  }

 private:
  void Answer() {
    if (answered_.exchange(true)) return;
    std::exchange(done_, nullptr)(Stretch(part_->journal(), name_, request_));
  }

  const std::shared_ptr<WorldPart> part_;
  const std::string name_;
  const FollowJournalRequest request_;
  Done done_;
  std::atomic<bool> answered_{false};
};

}  // namespace

void FollowJournal(Agency& agency, const FollowJournalRequest& request, Done done) {
  auto part = agency.FindPart(request.world());
  if (part == nullptr) return done(FollowJournalResponse());
  const absl::Duration wait = std::min(FromProto(request.wait()), kLongestWait);
  Timer* const timer = agency.environment().timer;
  // Journals of other lives of the process are other ones.
  std::string name = absl::StrCat(agency.environment().life.incarnation, "-", part->journal().id());
  const bool nothing_new = request.journal() == name && part->journal().lines() <= request.after_line();
  if (!nothing_new || timer == nullptr || wait <= absl::ZeroDuration()) {
    return done(Stretch(part->journal(), name, request));
  }
  std::make_shared<Waiting>(std::move(part), std::move(name), request, std::move(done))->Start(*timer, wait);
}

}  // namespace lienthong::host
