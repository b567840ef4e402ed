#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/field_mask.pb.h"
#include "seeds/nation/country.h"
#include "seeds/nation/nation.h"
#include "seeds/nation/walk/household_walk.h"
#include "services/nation/person_lines.h"

namespace lienthong::nation {

// Which people are exported, and how.
struct ExportChoice {
  std::string view;           // of one agency (nation_views.h); empty: every field
  std::string province_code;  // of residence; empty: all
  std::string from_pin;       // the first person; empty: the beginning
  LineFormat format = LineFormat::kJson;
};

// NationExport tells people as lines, household after household: families stand together, provinces in order of code,
// each province's personas behind its households. The dead are told with the household they left. For one thread.
class NationExport {
 public:
  // `country` is the nation's own, or the same indexed when many people are wanted; both outlive the export.
  //   INVALID_FIELD    no such view; from_pin is nobody's, or of another province
  //   ADDRESS_UNKNOWN  no such province
  static absl::StatusOr<std::unique_ptr<NationExport>> Make(const seeds::Nation& nation, const seeds::Country& country,
                                                            const ExportChoice& choice);

  // The first line of CSV with its end; empty for JSON.
  std::string Header() const;
  // Appends the lines of at most `limit` people and says how many; 0 at the end.
  int64_t Append(int64_t limit, std::string* lines);
  // The number of the person with whom the next Append begins; empty at the end.
  std::string next();

 private:
  NationExport(const seeds::Nation& nation, const seeds::Country& country, const ExportChoice& choice,
               google::protobuf::FieldMask mask);

  absl::Status Begin(const ExportChoice& choice);
  absl::Status BeginWith(const std::string& pin);
  void EnterProvince(int province);
  // Puts the next person who is to be told under the cursor; false at the end.
  bool Arrive();
  void AppendPersona(const seeds::Person& persona, std::string* lines) const;

  const seeds::Nation& nation_;
  const seeds::Country& country_;
  const ExportChoice choice_;
  const google::protobuf::FieldMask mask_;
  const PersonLines lines_;
  seeds::HouseholdWalk walk_;
  int province_ = 0, last_province_ = 0;  // places; behind the last: the end
  // The cursor: a household of the province and a place in it, or a persona.
  uint32_t home_ = 0, homes_end_ = 0;
  bool at_home_ = false;  // the walk tells of `home_`
  size_t place_ = 0;
  std::vector<seeds::Person> personas_;
  size_t persona_ = 0;
};

}  // namespace lienthong::nation
