#include "gateway/verification/journal_page.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/authority/world_journal.h"
#include "services/base/journal/journal.h"

namespace lienthong::verification {
namespace {

using control::v1::JournalEntry;
using control::v1::ListJournalRequest;
using control::v1::ListJournalResponse;

// A page ends here even when it isn't full, so that a rare call in a long journal doesn't hold the server up.
constexpr int kMaxExamined = 10'000;
// Bodies in JSON take two to three times as much, and gRPC clients take 4 MiB unless told otherwise.
constexpr size_t kMaxBytes = 1 << 20;
constexpr size_t kLeastAsked = 100;
constexpr size_t kMostAsked = 1000;

bool HasWildcard(const std::string& pattern) { return pattern.find_first_of("*?") != std::string::npos; }

// Reads on until the page is full. Keeps itself alive.
class Reading : public std::enable_shared_from_this<Reading> {
 public:
  using Done = std::function<void(absl::StatusOr<JournalPage>)>;

  Reading(authority::Authority& authority, PageRequest request, Done done)
      : authority_(authority), request_(std::move(request)), done_(std::move(done)) {
    const auto& query = request_.query.proto();
    ask_.set_world(request_.world);
    ask_.set_page_token(request_.token);
    ask_.set_page_size(static_cast<int>(std::clamp(request_.size, kLeastAsked, kMostAsked)));
    ask_.set_omit_bodies(request_.omit_bodies && !request_.query.NeedsBodies());
    // What the offices can sift themselves.
    if (!HasWildcard(query.call().agency())) ask_.set_agency(query.call().agency());
    if (!HasWildcard(query.call().caller())) ask_.set_caller(query.call().caller());
    ask_.set_run(query.run());
  }

  void Pump() {
    trampoline_.Run([self = shared_from_this()] { self->Ask(); });
  }

 private:
  void Ask() {
    authority::ListJournal(authority_, ask_, [self = shared_from_this()](absl::StatusOr<ListJournalResponse> page) {
      if (!page.ok()) return self->done_(page.status());
      if (self->Take(*page)) return self->done_(std::move(self->page_));
      self->ask_.set_page_token(page->next_page_token());
      self->Pump();
    });
  }

  // True when the page is done.
  bool Take(const ListJournalResponse& response) {
    page_.dropped = response.dropped();
    for (const JournalEntry& entry : response.entries()) {
      ++examined_;
      if (!request_.query.Matches(entry)) continue;
      bytes_ += entry.request().size() + entry.response().size();
      page_.entries.push_back(entry);
      if (request_.query.proto().canonical()) journal::MakeCanonical(page_.entries.back());
      if (page_.entries.size() < request_.size && bytes_ < kMaxBytes) continue;
      const bool last = &entry == &*response.entries().rbegin() && response.next_page_token().empty();
      if (!last) page_.next_page_token = authority::JournalToken(entry);
      return true;
    }
    page_.next_page_token = response.next_page_token();
    if (response.next_page_token().empty() || examined_ >= kMaxExamined) return true;
    page_.next_page_token.clear();
    return false;
  }

  authority::Authority& authority_;
  const PageRequest request_;
  const Done done_;
  Trampoline trampoline_;
  ListJournalRequest ask_;
  JournalPage page_;
  int examined_ = 0;
  size_t bytes_ = 0;
};

}  // namespace

void ReadPage(authority::Authority& authority, PageRequest request,
              std::function<void(absl::StatusOr<JournalPage>)> done) {
  std::make_shared<Reading>(authority, std::move(request), std::move(done))->Pump();
}

}  // namespace lienthong::verification
