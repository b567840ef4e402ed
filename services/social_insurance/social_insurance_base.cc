#include "services/social_insurance/social_insurance_base.h"

#include <optional>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "services/social_insurance/insurance_record.h"

namespace lienthong::social_insurance {
namespace {

constexpr int kScanBatch = 64;  // a page and a bit: the nation computes every record it is asked for
// A card's key begins with its holder's number.
constexpr size_t kHolderLength = 10;

std::optional<seeds::Person> HolderOf(const seeds::Nation& nation, absl::string_view index, absl::string_view value) {
  if (index == kByPin) return nation.ByPin(value);
  return index == kBySiNumber ? nation.BySiNumber(value) : std::nullopt;
}

// Visits the insured in order of number until `visit` returns false.
void ScanInsured(const seeds::Nation& nation, absl::string_view from,
                 absl::FunctionRef<bool(const seeds::Person& person)> visit) {
  std::string next(from);
  while (true) {
    const std::vector<seeds::Person> batch = nation.ScanBySiNumber(next, kScanBatch);
    for (const seeds::Person& person : batch) {
      if (!visit(person)) return;
    }
    if (batch.size() < kScanBatch) return;
    next = absl::StrCat(batch.back().si_number, absl::string_view("\0", 1));
  }
}

}  // namespace

absl::optional<v1::Participant> ParticipantBase::Get(absl::string_view si_number) const {
  const std::optional<seeds::Person> person = nation_->BySiNumber(si_number);
  if (!person) return absl::nullopt;
  return ParticipantOf(*person);
}

std::vector<std::string> ParticipantBase::Find(absl::string_view index, absl::string_view value) const {
  const std::optional<seeds::Person> person = HolderOf(*nation_, index, value);
  if (!person || person->si_number.empty()) return {};
  return {person->si_number};
}

void ParticipantBase::Scan(absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const {
  ScanInsured(*nation_, from, [visit](const seeds::Person& person) { return visit(person.si_number); });
}

absl::optional<v1::InsuranceCard> CardBase::Get(absl::string_view key) const {
  const std::optional<seeds::Person> person = nation_->BySiNumber(key.substr(0, kHolderLength));
  if (!person || !person->insurance) return absl::nullopt;
  v1::InsuranceCard card = CardOf(*person);
  if (CardKey(card) != key) return absl::nullopt;
  return card;
}

std::vector<std::string> CardBase::Find(absl::string_view index, absl::string_view value) const {
  const std::optional<seeds::Person> person = HolderOf(*nation_, index, value);
  if (!person || !person->insurance) return {};
  return {CardKey(CardOf(*person))};
}

void CardBase::Scan(absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const {
  ScanInsured(*nation_, from.substr(0, kHolderLength), [&](const seeds::Person& person) {
    if (!person.insurance) return true;
    const std::string key = CardKey(CardOf(person));
    return key < from || visit(key);
  });
}

}  // namespace lienthong::social_insurance
