#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/verification/redaction.h"
#include "lienthong/control/v1/verification_service.pb.h"

namespace lienthong::verification {

// Query tells which lines of a journal are meant. Immutable.
class Query {
 public:
  // `field` names the query in the request, for refusals.
  //   INVALID_FIELD  a time range that is empty, a condition that can't be read
  static absl::StatusOr<Query> Make(const control::v1::JournalQuery& query, const std::string& field);

  bool Matches(const control::v1::JournalEntry& entry) const;
  // Requests or responses must be there to be looked at.
  bool NeedsBodies() const;
  // A line of this kind can be meant: no row where calls are, nothing that isn't canonical where only that counts.
  bool IsComparable(const control::v1::JournalEntry& entry) const;
  // A line of this office can be meant.
  bool ConcernsAgency(const std::string& agency) const;
  // In what the line is not as wanted, the most telling first; none when it matches.
  std::vector<control::v1::FieldDifference> Differences(const control::v1::JournalEntry& entry, Showing showing) const;
  // For people: "population GetPerson from gateway".
  std::string Describe() const;

  const control::v1::JournalQuery& proto() const { return query_; }

 private:
  explicit Query(control::v1::JournalQuery query) : query_(std::move(query)) {}

  bool HeadersFit(const control::v1::JournalEntry& entry) const;

  control::v1::JournalQuery query_;
};

}  // namespace lienthong::verification
