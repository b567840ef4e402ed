#include "gateway/verification/verification_service.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "gateway/verification/bodies.h"
#include "gateway/verification/har.h"
#include "gateway/verification/journal_lines.h"
#include "gateway/verification/journal_page.h"
#include "gateway/verification/sequence.h"
#include "gateway/verification/tally.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::verification {
namespace {

using namespace control::v1;  // NOLINT: six message pairs follow

constexpr char kService[] = "lienthong.control.v1.VerificationService/";
constexpr int kDefaultPage = 100;
constexpr int kMostLines = 1000;
constexpr int kDefaultDrawn = 300;
constexpr absl::Duration kDefaultWait = absl::Seconds(5);
constexpr absl::Duration kLongestWait = absl::Minutes(10);

template <class Response>
using Reply = std::function<void(absl::StatusOr<Response>)>;
using SharedParts = std::shared_ptr<const Parts>;

void Execute(const Parts& parts, std::function<void()> work) {
  parts.executor ? parts.executor(std::move(work)) : work();
}

Showing ShowingOf(bool redact_personal) {
  return redact_personal ? Showing::kNothingPersonal : Showing::kAllButSecrets;
}

absl::StatusOr<size_t> SizeOf(int given, int usual, const char* field) {
  if (given < 0 || given > kMostLines) return InvalidField(field, "use 1 to 1000, or 0 for the default");
  return static_cast<size_t>(given == 0 ? usual : given);
}

absl::StatusOr<PageRequest> PageOf(const std::string& world, const JournalQuery& query, int size, int usual,
                                   const std::string& token) {
  if (world.empty()) return InvalidField("world", "name the world whose journal it is");
  ASSIGN_OR_RETURN(Query checked, Query::Make(query, "query"));
  ASSIGN_OR_RETURN(const size_t lines, SizeOf(size, usual, "page_size"));
  return PageRequest{world, std::move(checked), lines, token, false};
}

// Reads a page and answers with what `shape` makes of it.
template <class Response>
void AnswerPage(const SharedParts& parts, absl::StatusOr<PageRequest> request, Reply<Response> reply,
                std::function<Response(JournalPage)> shape) {
  if (!request.ok()) return reply(request.status());
  ReadPage(*parts->authority, *std::move(request), [parts, reply, shape](absl::StatusOr<JournalPage> page) {
    if (!page.ok()) return reply(page.status());
    auto shared = std::make_shared<JournalPage>(*std::move(page));
    Execute(*parts, [reply, shape, shared] { reply(shape(std::move(*shared))); });
  });
}

void QueryJournal(const SharedParts& parts, const QueryJournalRequest& request, Reply<QueryJournalResponse> reply) {
  auto page = PageOf(request.world(), request.query(), request.page_size(), kDefaultPage, request.page_token());
  if (page.ok()) page->omit_bodies = request.omit_bodies();
  const Showing showing = ShowingOf(request.redact_personal());
  const bool bodies = !request.omit_bodies();
  AnswerPage<QueryJournalResponse>(parts, std::move(page), std::move(reply), [showing, bodies](JournalPage found) {
    QueryJournalResponse response;
    for (const JournalEntry& entry : found.entries) *response.add_calls() = CallOf(entry, showing, bodies);
    response.set_next_page_token(std::move(found.next_page_token));
    response.set_dropped(found.dropped);
    return response;
  });
}

void ExportJournal(const SharedParts& parts, const ExportJournalRequest& request, Reply<ExportJournalResponse> reply) {
  auto page = PageOf(request.world(), request.query(), request.page_size(), kMostLines, request.page_token());
  const Showing showing = ShowingOf(request.redact_personal());
  const bool har = request.format() == EXPORT_FORMAT_HAR;
  AnswerPage<ExportJournalResponse>(
      parts, std::move(page), std::move(reply), [showing, har, world = request.world()](JournalPage found) {
        ExportJournalResponse response;
        response.set_text(har ? Har(found.entries, world, showing) : JournalLines(found.entries, showing));
        response.set_media_type(har ? "application/json" : "application/x-ndjson");
        response.set_lines(static_cast<int>(found.entries.size()));
        response.set_next_page_token(std::move(found.next_page_token));
        response.set_dropped(found.dropped);
        return response;
      });
}

// Gathers pages until there are as many lines as are drawn. Keeps itself alive.
class Drawing : public std::enable_shared_from_this<Drawing> {
 public:
  Drawing(SharedParts parts, DrawJournalRequest request, PageRequest page, Reply<DrawJournalResponse> reply)
      : parts_(std::move(parts)),
        request_(std::move(request)),
        page_(std::move(page)),
        most_(page_.size),
        reply_(std::move(reply)) {}

  void Pump() {
    trampoline_.Run([self = shared_from_this()] { self->Read(); });
  }

 private:
  void Read() {
    page_.size = std::max<size_t>(most_ - entries_.size(), 1);
    ReadPage(*parts_->authority, page_, [self = shared_from_this()](absl::StatusOr<JournalPage> page) {
      if (!page.ok()) return self->reply_(page.status());
      for (JournalEntry& entry : page->entries) self->entries_.push_back(std::move(entry));
      self->dropped_ = page->dropped;
      self->page_.token = std::move(page->next_page_token);
      const bool done = self->page_.token.empty() || self->entries_.size() > self->most_;
      done ? Execute(*self->parts_, [self] { self->Draw(); }) : self->Pump();
    });
  }

  void Draw() {
    const Sequence sequence = SequenceOf(entries_, most_);
    const bool mermaid = request_.format() == DIAGRAM_FORMAT_MERMAID;
    DrawJournalResponse response;
    response.set_text(mermaid ? Mermaid(sequence, request_.language()) : Svg(sequence, request_.language()));
    response.set_media_type(mermaid ? "text/vnd.mermaid" : "image/svg+xml");
    response.set_lines(static_cast<int>(sequence.arrows.size()));
    response.set_more(sequence.more);
    response.set_dropped(dropped_);
    reply_(std::move(response));
  }

  const SharedParts parts_;
  const DrawJournalRequest request_;
  PageRequest page_;
  const size_t most_;
  const Reply<DrawJournalResponse> reply_;
  Trampoline trampoline_;
  std::vector<JournalEntry> entries_;
  int64_t dropped_ = 0;
};

void DrawJournal(const SharedParts& parts, const DrawJournalRequest& request, Reply<DrawJournalResponse> reply) {
  if (request.language() != "" && request.language() != "vi" && request.language() != "en") {
    return reply(InvalidField("language", "name vi or en"));
  }
  if (const auto most = SizeOf(request.max_lines(), kDefaultDrawn, "max_lines"); !most.ok()) {
    return reply(most.status());
  }
  auto page = PageOf(request.world(), request.query(), request.max_lines(), kDefaultDrawn, "");
  if (!page.ok()) return reply(page.status());
  page->omit_bodies = true;
  std::make_shared<Drawing>(parts, request, *std::move(page), std::move(reply))->Pump();
}

// Counts what a query means.
class Counter : public Reader {
 public:
  explicit Counter(Query query) : query_(std::move(query)) {}

  bool NeedsBodies() const override { return query_.NeedsBodies(); }
  void Add(const JournalEntry& entry) override {
    ++examined_;
    if (query_.Matches(entry)) ++groups_[{entry.caller(), entry.agency(), entry.method(), OutcomeOf(entry)}];
  }
  void Forget(const std::string&) override {}  // one look: nothing begins anew between two answers of an office
  void SetDropped(const std::string& agency, int64_t dropped) override { dropped_[agency] = dropped; }
  bool Content() const override { return true; }

  CountCallsResponse Answer() const {
    CountCallsResponse response;
    response.set_examined(examined_);
    for (const auto& [agency, dropped] : dropped_) {
      if (query_.ConcernsAgency(agency)) response.set_dropped(response.dropped() + dropped);
    }
    for (const auto& [key, count] : groups_) {
      CallGroup& group = *response.add_groups();
      group.set_caller(std::get<0>(key));
      group.set_agency(std::get<1>(key));
      group.set_method(std::get<2>(key));
      group.set_outcome(std::get<3>(key));
      group.set_count(count);
      response.set_count(response.count() + count);
    }
    return response;
  }

 private:
  using Key = std::tuple<std::string, std::string, std::string, std::string>;

  const Query query_;
  std::map<Key, int64_t> groups_;
  std::map<std::string, int64_t> dropped_;
  int64_t examined_ = 0;
};

void CountCalls(const SharedParts& parts, const CountCallsRequest& request, Reply<CountCallsResponse> reply) {
  if (request.world().empty()) return reply(InvalidField("world", "name the world whose journal it is"));
  auto query = Query::Make(request.query(), "query");
  if (!query.ok()) return reply(query.status());
  const auto counter = std::make_shared<Counter>(*std::move(query));
  std::make_shared<JournalWatch>(
      parts, request.world(), counter.get(), absl::ZeroDuration(),
      [counter, reply](const absl::Status& status) { status.ok() ? reply(counter->Answer()) : reply(status); })
      ->Start();
}

// Shows lines to a tally; content when all of it holds, or can't hold any more.
class TallyReader : public Reader {
 public:
  explicit TallyReader(CallTally tally) : tally_(std::move(tally)) {}

  bool NeedsBodies() const override { return true; }  // the nearest calls are shown with theirs
  void Add(const JournalEntry& entry) override { tally_.Add(entry); }
  void Forget(const std::string& agency) override { tally_.Forget(agency); }
  void SetDropped(const std::string& agency, int64_t dropped) override { tally_.SetDropped(agency, dropped); }
  bool Content() const override { return tally_.Holds() || tally_.Exceeded(); }

  template <class Response>
  Response Answer() const {
    Response response;
    response.set_holds(tally_.Holds());
    for (CallFinding& finding : tally_.Findings()) *response.add_findings() = std::move(finding);
    for (const int64_t count : tally_.Counts()) response.add_counts(count);
    response.set_examined(tally_.examined());
    response.set_dropped(tally_.dropped());
    return response;
  }

 private:
  CallTally tally_;
};

// `finish` completes the answer.
template <class Response, class Request>
void Tally(const SharedParts& parts, const Request& request, absl::Duration wait, Reply<Response> reply,
           std::function<void(Response&)> finish) {
  if (request.world().empty()) return reply(InvalidField("world", "name the world whose journal it is"));
  auto tally = CallTally::Make(request.expectations(), request.in_order(), ShowingOf(request.redact_personal()));
  if (!tally.ok()) return reply(tally.status());
  const auto reader = std::make_shared<TallyReader>(*std::move(tally));
  const auto answer = [reader, reply = std::move(reply), finish](const absl::Status& status) {
    if (!status.ok()) return reply(status);
    Response response = reader->template Answer<Response>();
    finish(response);
    reply(std::move(response));
  };
  std::make_shared<JournalWatch>(parts, request.world(), reader.get(), wait, answer)->Start();
}

void VerifyCalls(const SharedParts& parts, const VerifyCallsRequest& request, Reply<VerifyCallsResponse> reply) {
  Tally<VerifyCallsResponse>(parts, request, absl::ZeroDuration(), std::move(reply), [](VerifyCallsResponse&) {});
}

void AwaitCalls(const SharedParts& parts, const AwaitCallsRequest& request, Reply<AwaitCallsResponse> reply) {
  const absl::Duration wait = request.has_wait() ? FromProto(request.wait()) : absl::ZeroDuration();
  if (wait < absl::ZeroDuration()) return reply(InvalidField("wait", "it must not be negative"));
  if (wait > kLongestWait) return reply(InvalidField("wait", "use at most ten minutes"));
  const absl::Time begun = parts->clock->Now();
  Tally<AwaitCallsResponse>(parts, request, wait == absl::ZeroDuration() ? kDefaultWait : wait, std::move(reply),
                            [parts, begun](AwaitCallsResponse& response) {
                              *response.mutable_waited() = ToProto(parts->clock->Now() - begun);
                            });
}

template <class Request, class Response>
void Register(host::Handlers& handlers, const SharedParts& parts, const char* method,
              void (*handle)(const SharedParts&, const Request&, Reply<Response>)) {
  handlers.SystemUnary<Request, Response>(
      std::string(kService) + method,
      [parts, handle](const Request& request, Reply<Response> reply) { handle(parts, request, std::move(reply)); });
}

}  // namespace

void RegisterVerificationService(Parts parts, host::Handlers& handlers) {
  const auto shared = std::make_shared<const Parts>(std::move(parts));
  Register(handlers, shared, "QueryJournal", QueryJournal);
  Register(handlers, shared, "CountCalls", CountCalls);
  Register(handlers, shared, "VerifyCalls", VerifyCalls);
  Register(handlers, shared, "AwaitCalls", AwaitCalls);
  Register(handlers, shared, "ExportJournal", ExportJournal);
  Register(handlers, shared, "DrawJournal", DrawJournal);
}

}  // namespace lienthong::verification
