#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "lienthong/civil_registry/v1/civil_registry_state.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/store/table.h"
#include "services/civil_registry/civil_registry_base.h"

namespace lienthong::civil_registry {

// CivilRegistry keeps the nation's books of births and marriages. An entry is made when the registrar approves, and is
// final when the population register has given the child's number. A correction would be a new entry naming the one it
// replaces, because other agencies may have acted on the first.
// Thread-safe; all state is in the transaction.
class CivilRegistry {
 public:
  explicit CivilRegistry(std::shared_ptr<const seeds::Nation> nation);
  CivilRegistry(const CivilRegistry&) = delete;
  CivilRegistry& operator=(const CivilRegistry&) = delete;

  absl::optional<v1::BirthRecord> FindBirth(store::Txn& txn, absl::string_view record_id) const;
  // The entry in force with `value` under a unique index: kByPin, kByApplication, kByNotification, kByIdentity.
  absl::optional<v1::BirthRecord> FindBirthBy(store::Txn& txn, absl::string_view index, absl::string_view value) const;
  // At most one filter; neither: all births.
  //   PAGE_TOKEN_INVALID
  absl::StatusOr<store::Page<v1::BirthRecord>> ListBirths(store::Txn& txn, int page_size,
                                                          const std::string& page_token) const;
  absl::StatusOr<store::Page<v1::BirthRecord>> ListBirthsBy(store::Txn& txn, absl::string_view index,
                                                            const std::string& value, int page_size,
                                                            const std::string& page_token) const;

  // Makes the entry: takes the next free number of the commune and year, state AWAITING_PIN. The rules must have found
  // neither the child nor the notification in the books.
  absl::StatusOr<v1::BirthRecord> Enter(store::Txn& txn, v1::BirthRecord record, absl::CivilDay today,
                                        absl::Time now) const;
  // The child's number has come.
  absl::StatusOr<v1::BirthRecord> Conclude(store::Txn& txn, v1::BirthRecord record, const std::string& pin,
                                           absl::Time now) const;
  // Strikes out an entry that never got its number; its place in the book stays empty.
  void Strike(store::Txn& txn, const v1::BirthRecord& record) const;

  absl::optional<v1::MarriageRecord> FindMarriage(store::Txn& txn, absl::string_view record_id) const;
  // In order of registration.
  std::vector<v1::MarriageRecord> MarriagesOf(store::Txn& txn, const std::string& pin) const;

  const store::Table<v1::PersonalNumberInquiry>& inquiries() const { return inquiries_; }

 private:
  BirthBase birth_base_;
  MarriageBase marriage_base_;
  store::Table<v1::BirthRecord> births_;
  store::Table<v1::MarriageRecord> marriages_;
  store::Table<v1::PersonalNumberInquiry> inquiries_;
};

}  // namespace lienthong::civil_registry
