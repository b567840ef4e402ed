#include "services/civil_registry/civil_registry_registry.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/world/times.h"
#include "services/civil_registry/birth_record_form.h"

namespace lienthong::civil_registry {
namespace {

using Values = std::vector<std::string>;

constexpr char kNumbers[] = "birth-number";

Values OneOrNone(const std::string& value) { return value.empty() ? Values() : Values{value}; }

// A replaced entry is found by its id only.
template <class ValueOf>
std::function<Values(const v1::BirthRecord&)> InForce(ValueOf value) {
  return [value](const v1::BirthRecord& record) {
    return record.state() == v1::BIRTH_RECORD_STATE_REPLACED ? Values() : OneOrNone(value(record));
  };
}

std::vector<store::Index<v1::BirthRecord>> BirthIndexes() {
  return {
      {kByPin, InForce([](const v1::BirthRecord& record) { return record.pin(); }), true},
      {kByApplication, InForce([](const v1::BirthRecord& record) { return record.application_id(); }), true},
      {kByNotification, InForce([](const v1::BirthRecord& record) { return record.birth_notification_number(); }),
       true},
      {kByIdentity, InForce(IdentityIndexValue), true},
      {kByMother, InForce([](const v1::BirthRecord& record) { return record.mother().pin(); })},
      {kByName,
       InForce([](const v1::BirthRecord& record) { return NameIndexValue(record.full_name(), record.birth_date()); })},
  };
}

Values SpousesOf(const v1::MarriageRecord& record) {
  Values pins = OneOrNone(record.husband_pin());
  if (!record.wife_pin().empty()) pins.push_back(record.wife_pin());
  return pins;
}

// The next number after the last given out; numbers of older entries of the nation are passed over by the caller.
int64_t LastNumber(store::Txn& txn, const std::string& key) {
  int64_t last = 0;
  if (const auto stored = txn.Get(key)) (void)absl::SimpleAtoi(*stored, &last);
  return last;
}

}  // namespace

CivilRegistry::CivilRegistry(std::shared_ptr<const seeds::Nation> nation)
    : birth_base_(nation),
      marriage_base_(nation),
      births_(
          "birth", [](const v1::BirthRecord& record) { return record.record_id(); }, BirthIndexes(), &birth_base_),
      marriages_(
          "marriage", [](const v1::MarriageRecord& record) { return record.record_id(); }, {{kBySpouse, SpousesOf}},
          &marriage_base_),
      inquiries_("personal-number-inquiry",
                 [](const v1::PersonalNumberInquiry& inquiry) { return inquiry.application_id(); }) {}

absl::optional<v1::BirthRecord> CivilRegistry::FindBirth(store::Txn& txn, absl::string_view record_id) const {
  return births_.Get(txn, record_id);
}

absl::optional<v1::BirthRecord> CivilRegistry::FindBirthBy(store::Txn& txn, absl::string_view index,
                                                           absl::string_view value) const {
  if (value.empty()) return absl::nullopt;
  return births_.FindOne(txn, index, value);
}

absl::StatusOr<store::Page<v1::BirthRecord>> CivilRegistry::ListBirths(store::Txn& txn, int page_size,
                                                                       const std::string& page_token) const {
  return births_.List(txn, page_size, page_token);
}

absl::StatusOr<store::Page<v1::BirthRecord>> CivilRegistry::ListBirthsBy(store::Txn& txn, absl::string_view index,
                                                                         const std::string& value, int page_size,
                                                                         const std::string& page_token) const {
  return births_.ListBy(txn, index, value, page_size, page_token);
}

absl::StatusOr<v1::BirthRecord> CivilRegistry::Enter(store::Txn& txn, v1::BirthRecord record, absl::CivilDay today,
                                                     absl::Time now) const {
  const int year = static_cast<int>(today.year());
  const std::string counter = store::Key(kNumbers, record.commune_code(), year);
  int64_t number = LastNumber(txn, counter) + 1;
  while (births_.Get(txn, RecordIdOf(record.commune_code(), year, number))) ++number;
  txn.Put(counter, absl::StrCat(number));
  SetEntry(std::string(record.commune_code()), today, number, record);
  record.set_state(v1::BIRTH_RECORD_STATE_AWAITING_PIN);
  *record.mutable_updated_at() = ToProto(now);
  if (!births_.Insert(txn, record)) return InternalError("a birth was entered although the books hold it");
  return record;
}

absl::StatusOr<v1::BirthRecord> CivilRegistry::Conclude(store::Txn& txn, v1::BirthRecord record, const std::string& pin,
                                                        absl::Time now) const {
  record.set_pin(pin);
  record.set_state(v1::BIRTH_RECORD_STATE_FINAL);
  *record.mutable_updated_at() = ToProto(now);
  RETURN_IF_ERROR(births_.Put(txn, record));
  return record;
}

void CivilRegistry::Strike(store::Txn& txn, const v1::BirthRecord& record) const {
  births_.Delete(txn, record.record_id());
}

absl::optional<v1::MarriageRecord> CivilRegistry::FindMarriage(store::Txn& txn, absl::string_view record_id) const {
  return marriages_.Get(txn, record_id);
}

std::vector<v1::MarriageRecord> CivilRegistry::MarriagesOf(store::Txn& txn, const std::string& pin) const {
  std::vector<v1::MarriageRecord> marriages = marriages_.Find(txn, kBySpouse, pin);
  std::stable_sort(marriages.begin(), marriages.end(), [](const auto& a, const auto& b) {
    return FromProto(a.registered_on()) < FromProto(b.registered_on());
  });
  return marriages;
}

}  // namespace lienthong::civil_registry
