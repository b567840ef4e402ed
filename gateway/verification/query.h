#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/verification/redaction.h"
#include "lienthong/control/v1/verification_service.pb.h"
#include "services/base/mock/call_match.h"

namespace lienthong::verification {

// Query tells which lines of a journal are meant: calls as overrides and faults mean them (services/base/mock), and
// what only a journal knows of them. Immutable.
class Query {
 public:
  // `field` names the query in the request, for refusals.
  //   INVALID_FIELD  a time range that is empty; and whatever CompiledMatch refuses
  static absl::StatusOr<Query> Make(const control::v1::JournalQuery& query, const std::string& field);

  bool Matches(const control::v1::JournalEntry& entry) const;
  // Requests or responses must be there to be looked at.
  bool NeedsBodies() const { return match_.LooksAtRequest() || !response_.empty(); }
  // A line of this kind can be meant: no row where calls are, nothing that isn't canonical where only that counts.
  bool IsComparable(const control::v1::JournalEntry& entry) const;
  // A line of this office can be meant.
  bool ConcernsAgency(const std::string& agency) const;
  // In what the line is not as wanted; none when it matches.
  std::vector<control::v1::FieldDifference> Differences(const control::v1::JournalEntry& entry, Showing showing) const;
  // For people: "population GetPerson from gateway".
  std::string Describe() const;

  const control::v1::JournalQuery& proto() const { return query_; }

 private:
  Query(control::v1::JournalQuery query, mock::CompiledMatch match)
      : query_(std::move(query)), match_(std::move(match)) {}

  // Rows have no method, but the name of what handles them.
  bool RowFits(const control::v1::JournalEntry& entry) const;
  bool CircumstancesFit(const control::v1::JournalEntry& entry) const;
  bool ResponseFits(const control::v1::JournalEntry& entry) const;

  control::v1::JournalQuery query_;
  mock::CompiledMatch match_;
  std::vector<mock::CompiledField> response_;
};

}  // namespace lienthong::verification
