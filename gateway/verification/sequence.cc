#include "gateway/verification/sequence.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gateway/verification/bodies.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong::verification {
namespace {

using control::v1::JournalEntry;

int ColumnOf(const std::string& party, std::vector<std::string>& parties) {
  const auto found = std::find(parties.begin(), parties.end(), party);
  const auto column = found - parties.begin();
  if (found == parties.end()) parties.push_back(party);
  return static_cast<int>(column);
}

std::string LabelOf(const JournalEntry& entry) {
  const std::string name = entry.method().substr(entry.method().rfind('/') + 1);
  return entry.row_kind().empty() ? name : absl::StrCat(entry.row_kind(), " ", name);
}

Arrow ArrowOf(const JournalEntry& entry, std::vector<std::string>& parties) {
  Arrow arrow;
  arrow.row = entry.kind() == control::v1::ENTRY_KIND_ROW;
  arrow.write = entry.kind() == control::v1::ENTRY_KIND_WRITE;
  arrow.replay = entry.replay();
  const bool by_itself = arrow.row || entry.caller().empty();
  arrow.from = ColumnOf(by_itself ? entry.agency() : entry.caller(), parties);
  arrow.to = ColumnOf(entry.agency(), parties);
  arrow.label = LabelOf(entry);
  if (entry.status().code() != 0) arrow.refusal = OutcomeOf(entry);
  arrow.moment = absl::FormatTime("%Y-%m-%d %H:%M", FromProto(entry.at()), HanoiZone());
  return arrow;
}

}  // namespace

Sequence SequenceOf(const std::vector<JournalEntry>& journal, size_t most) {
  Sequence sequence;
  sequence.more = journal.size() > most;
  std::string moment;
  for (size_t i = 0; i < std::min(journal.size(), most); ++i) {
    Arrow arrow = ArrowOf(journal[i], sequence.parties);
    if (arrow.moment == moment) {
      arrow.moment.clear();
    } else {
      moment = arrow.moment;
    }
    sequence.arrows.push_back(std::move(arrow));
  }
  return sequence;
}

}  // namespace lienthong::verification
