#include "services/base/mock/rule_memory.h"

#include "services/base/bytes.h"
#include "services/base/store/key.h"

namespace lienthong::mock {
namespace {

using control::v1::RuleCount;

constexpr char kRoot[] = "mock";

std::string CountKey(const RuleName& rule) { return store::Key(kRoot, rule.kind, rule.name, rule.revision); }

RuleCount ReadCount(store::Txn& txn, const std::string& key) {
  RuleCount count;
  if (const auto bytes = txn.Get(key)) count.ParseFromString(*bytes);
  return count;
}

}  // namespace

RuleCount CountOf(store::Txn& txn, const RuleName& rule) { return ReadCount(txn, CountKey(rule)); }

void PutCount(store::Txn& txn, const RuleName& rule, const RuleCount& count) {
  txn.Put(CountKey(rule), ToBytes(count));
}

int64_t CountForQuota(store::Txn& txn, const RuleName& rule, absl::string_view caller, int64_t stretch) {
  // Only the last stretch is kept: `matched` is its number, `acted` its calls.
  const std::string key = store::Key(kRoot, "quota", rule.name, rule.revision, caller);
  RuleCount count = ReadCount(txn, key);
  if (count.matched() != stretch) count.set_acted(0);
  count.set_matched(stretch);
  count.set_acted(count.acted() + 1);
  txn.Put(key, ToBytes(count));
  return count.acted();
}

std::string SequenceState(store::Txn& txn, absl::string_view sequence) {
  return txn.Get(store::Key(kRoot, "sequence", sequence)).value_or("");
}

void PutSequenceState(store::Txn& txn, absl::string_view sequence, absl::string_view state) {
  txn.Put(store::Key(kRoot, "sequence", sequence), std::string(state));
}

}  // namespace lienthong::mock
