// The ethnic groups by the census list (54 groups, 55 foreigner, 56 undetermined) and by the older administrative list
// of 1979, in which 04, 05, 06 mean others: a code says nothing without its list.
#pragma once

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lienthong::seeds {

enum class EthnicityList { kCensus, kDecision121 };

struct Ethnicity {
  absl::string_view code;  // census list, two digits
  absl::string_view name;
  absl::string_view decision_121_code;
};

// In order of the census code.
absl::Span<const Ethnicity> Ethnicities();
// nullptr for an unknown code.
const Ethnicity* FindEthnicity(absl::string_view code, EthnicityList list = EthnicityList::kCensus);
// The code of the same group in the other list; empty for an unknown code.
absl::string_view ToCensusCode(absl::string_view code, EthnicityList from);
absl::string_view FromCensusCode(absl::string_view census_code, EthnicityList to);

}  // namespace lienthong::seeds
