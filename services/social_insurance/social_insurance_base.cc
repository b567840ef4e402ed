#include "services/social_insurance/social_insurance_base.h"

#include <optional>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "seeds/nation/defects/register_view.h"
#include "services/base/identity/world_nation.h"
#include "services/social_insurance/insurance_record.h"

namespace lienthong::social_insurance {
namespace {

constexpr int kScanBatch = 64;  // a page and a bit: the nation computes every record it is asked for
// A card's key begins with its holder's number.
constexpr size_t kHolderLength = 10;

seeds::RegisterView RegisterIn(const seeds::Nation& nation, const control::v1::World& world) {
  return {nation.In(PinModeOf(world)), DefectPlanOf(world, "social_insurance")};
}

// Everybody found, insured or not.
std::vector<seeds::Person> HoldersIn(const seeds::RegisterView& insured, absl::string_view index,
                                     absl::string_view value) {
  std::vector<seeds::Person> holders;
  if (index == kByPin) holders = insured.ByPin(value);
  if (index == kBySiNumber) {
    if (auto holder = insured.BySiNumber(value)) holders.push_back(*std::move(holder));
  }
  return holders;
}

// Visits the insured in order of number until `visit` returns false.
void ScanInsured(const seeds::RegisterView& insured, absl::string_view from,
                 absl::FunctionRef<bool(const seeds::Person& person)> visit) {
  std::string next(from);
  while (true) {
    const std::vector<seeds::Person> batch = insured.ScanBySiNumber(next, kScanBatch);
    for (const seeds::Person& person : batch) {
      if (!visit(person)) return;
    }
    if (batch.size() < kScanBatch) return;
    next = absl::StrCat(batch.back().si_number, absl::string_view("\0", 1));
  }
}

}  // namespace

absl::optional<v1::Participant> ParticipantBase::Get(const World& world, absl::string_view si_number) const {
  const std::optional<seeds::Person> person = RegisterIn(*nation_, world).BySiNumber(si_number);
  if (!person) return absl::nullopt;
  return ParticipantOf(*person);
}

std::vector<std::string> ParticipantBase::Find(const World& world, absl::string_view index,
                                               absl::string_view value) const {
  std::vector<std::string> numbers;
  for (const seeds::Person& person : HoldersIn(RegisterIn(*nation_, world), index, value)) {
    if (!person.si_number.empty()) numbers.push_back(person.si_number);
  }
  return numbers;
}

void ParticipantBase::Scan(const World& world, absl::string_view from,
                           absl::FunctionRef<bool(const std::string& key)> visit) const {
  ScanInsured(RegisterIn(*nation_, world), from,
              [visit](const seeds::Person& person) { return visit(person.si_number); });
}

absl::optional<v1::InsuranceCard> CardBase::Get(const World& world, absl::string_view key) const {
  const std::optional<seeds::Person> person = RegisterIn(*nation_, world).BySiNumber(key.substr(0, kHolderLength));
  if (!person || !person->insurance) return absl::nullopt;
  v1::InsuranceCard card = CardOf(*person);
  if (CardKey(card) != key) return absl::nullopt;
  return card;
}

std::vector<std::string> CardBase::Find(const World& world, absl::string_view index, absl::string_view value) const {
  std::vector<std::string> keys;
  for (const seeds::Person& person : HoldersIn(RegisterIn(*nation_, world), index, value)) {
    if (person.insurance) keys.push_back(CardKey(CardOf(person)));
  }
  return keys;
}

void CardBase::Scan(const World& world, absl::string_view from,
                    absl::FunctionRef<bool(const std::string& key)> visit) const {
  ScanInsured(RegisterIn(*nation_, world), from.substr(0, kHolderLength), [&](const seeds::Person& person) {
    if (!person.insurance) return true;
    const std::string key = CardKey(CardOf(person));
    return key < from || visit(key);
  });
}

}  // namespace lienthong::social_insurance
