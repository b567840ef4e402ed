#include "toy.h"

#include <atomic>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"
#include "toy.pb.h"

namespace lienthong::testing {
namespace {

using namespace toy::v1;  // NOLINT: the toy's own messages

constexpr char kDone[] = "toy.done";
constexpr int kBatch = 64;

std::string LineKey(int64_t number) { return store::Key("stir", number); }

int64_t Count(store::Txn& txn) {
  int64_t count = 0;
  if (const auto stored = txn.Get(store::Key("count"))) (void)absl::SimpleAtoi(*stored, &count);
  return count;
}

class Toy {
 public:
  explicit Toy(ToyHabits habits) : habits_(std::move(habits)) {}

  absl::StatusOr<StirResponse> Stir(CallContext& context, store::Txn& txn, const StirRequest& request) const {
    StirResponse response = Write(context, txn, request.text());
    if (request.fail()) return InvalidField("fail", "was asked for");
    if (request.cancel()) agenda::Cancel(txn, txn.Get(store::Key("last-row")).value_or(""));
    for (const Chore& chore : request.chores()) Plan(context, txn, chore);
    MakeMischief(context, txn, request.depth());
    return response;
  }

  absl::Status Continue(CallContext& context, store::Txn& txn, const Chore& chore,
                        const host::CallAnswer& answer) const {
    Write(context, txn, absl::StrCat("after ", chore.to(), " ", absl::StatusCodeToString(answer.status.code())));
    if (chore.broken()) return InvalidField("broken", "was asked for");
    if (chore.endless() || chore.again() > 0) {
      Chore same = chore;
      same.set_again(chore.again() - 1);
      Plan(context, txn, same);
    }
    for (const Chore& next : chore.then()) Plan(context, txn, next);
    MakeMischief(context, txn, chore.depth());
    return absl::OkStatus();
  }

 private:
  StirResponse Write(CallContext& context, store::Txn& txn, const std::string& text) const {
    static std::atomic<int64_t> counter{0};
    WatchStirsResponse line;
    line.set_id(habits_.counts_by_process ? absl::StrCat("id-", ++counter) : context.NewId("stir"));
    line.set_number(Count(txn) + 1);
    line.set_text(text);
    txn.Put(store::Key("count"), absl::StrCat(line.number()));
    txn.Put(LineKey(line.number()), line.SerializeAsString());
    StirResponse response;
    response.set_id(line.id());
    response.set_number(line.number());
    return response;
  }

  void Plan(const CallContext& context, store::Txn& txn, const Chore& chore) const {
    agenda::Work work;
    work.due = context.now + FromProto(chore.after());
    work.kind = chore.kind() == control::v1::ROW_KIND_UNSPECIFIED ? control::v1::ROW_KIND_RUN_STEP : chore.kind();
    work.owner = chore.owner().empty() ? absl::StrCat("call/", context.path) : chore.owner();
    work.continuation = kDone;
    work.arguments = chore.SerializeAsString();
    if (!chore.to().empty()) work.call = agenda::Call(chore.to(), kStir, chore.stir());
    txn.Put(store::Key("last-row"), agenda::Schedule(context, txn, std::move(work)));
  }

  // Up to three chores of every kind, due at once or later, with or without calls, some cancelled again.
  void MakeMischief(CallContext& context, store::Txn& txn, int depth) const {
    if (depth <= 0) return;
    static constexpr int64_t kMinutes[] = {0, 0, 0, 1, 60, 24 * 60, 10 * 24 * 60, 60};
    const uint64_t count = 1 + context.draws.Below(3);
    for (uint64_t i = 0; i < count; ++i) {
      Chore chore;
      *chore.mutable_after() = ToProto(absl::Minutes(kMinutes[context.draws.Below(std::size(kMinutes))]));
      chore.set_kind(static_cast<control::v1::RowKind>(1 + context.draws.Below(8)));
      if (context.draws.Below(3) == 0) chore.set_owner(absl::StrCat("shared/", context.draws.Below(2)));
      if (context.draws.Below(2) == 0) {
        chore.set_to(habits_.friends[context.draws.Below(habits_.friends.size())]);
        chore.mutable_stir()->set_text(absl::StrCat("from ", context.agency));
        chore.mutable_stir()->set_depth(static_cast<int>(context.draws.Below(static_cast<uint64_t>(depth))));
        chore.mutable_stir()->set_fail(context.draws.Below(8) == 0);
        chore.mutable_stir()->set_wrong(context.draws.Below(8) == 0);
      }
      chore.set_depth(static_cast<int>(context.draws.Below(static_cast<uint64_t>(depth))));
      chore.set_broken(context.draws.Below(12) == 0);
      Plan(context, txn, chore);
    }
    if (context.draws.Below(6) == 0) agenda::Cancel(txn, txn.Get(store::Key("last-row")).value_or(""));
  }

  const ToyHabits habits_;
};

absl::Status CheckStir(const StirRequest& request) {
  return request.wrong() ? InvalidField("wrong", "must not be set") : absl::OkStatus();
}

absl::StatusOr<LookResponse> Look(CallContext&, store::Txn& txn, const LookRequest&) {
  LookResponse response;
  response.set_count(Count(txn));
  WatchStirsResponse last;
  if (const auto bytes = txn.Get(LineKey(response.count()))) last.ParseFromString(*bytes);
  response.set_last_id(last.id());
  response.set_last_text(last.text());
  return response;
}

absl::Status NextStirs(CallContext&, store::Txn& txn, const WatchStirsRequest&, int64_t* position, int max,
                       std::vector<WatchStirsResponse>* messages, bool*) {
  txn.Scan(LineKey(*position + 1), store::PrefixEnd(store::Key("stir")), [&](absl::string_view, absl::string_view row) {
    WatchStirsResponse line;
    line.ParseFromArray(row.data(), static_cast<int>(row.size()));
    *position = line.number();
    messages->push_back(std::move(line));
    return static_cast<int>(messages->size()) < std::min(max, kBatch);
  });
  return absl::OkStatus();
}

}  // namespace

void RegisterToy(const ToyHabits& habits, host::Handlers& handlers) {
  const auto toy = std::make_shared<const Toy>(habits);
  handlers.Unary<StirRequest, StirResponse>(
      kStir, [toy](auto& context, auto& txn, const auto& request) { return toy->Stir(context, txn, request); },
      CheckStir);
  handlers.Unary<LookRequest, LookResponse>(kLook, Look);
  handlers.Unary<WhisperRequest, WhisperResponse>(
      kWhisper, [](auto&, auto&, const auto&) -> absl::StatusOr<WhisperResponse> { return WhisperResponse(); });
  handlers.Restrict(kWhisper, {"toy-a"});
  handlers.Continue<Chore>(kDone, [toy](auto& context, auto& txn, const auto& chore, const auto& answer) {
    return toy->Continue(context, txn, chore, answer);
  });
  handlers.Watch<WatchStirsRequest, WatchStirsResponse>(
      kWatchStirs, [](const WatchStirsRequest& request) -> absl::StatusOr<int64_t> { return request.after(); },
      NextStirs);
}

}  // namespace lienthong::testing
