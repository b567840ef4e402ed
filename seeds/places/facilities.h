// Synthetic health facilities: for each province a general hospital, a commune health station and a specialised clinic.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lienthong::seeds {

enum class FacilityKind { kHospital, kCommuneStation, kSpecialistClinic };

struct Facility {
  std::string code;  // five digits, the first two the province
  std::string name;  // plainly synthetic
  FacilityKind kind = FacilityKind::kHospital;
  std::string province_code;
  std::string commune_code;
  bool delivers_births = false;      // issues birth notifications
  bool primary_for_under_6 = false;  // may be chosen as initial care facility of a child under 6
};

// Immutable; thread-safe.
class Facilities {
 public:
  static const Facilities& Default();

  // nullptr when there is no such facility.
  const Facility* Find(absl::string_view code) const;
  std::vector<const Facility*> InProvince(absl::string_view province_code) const;
  // The facility of the province of that kind.
  const Facility* InProvince(absl::string_view province_code, FacilityKind kind) const;
  // In order of code.
  absl::Span<const Facility> all() const { return facilities_; }

 private:
  Facilities();

  std::vector<Facility> facilities_;
};

}  // namespace lienthong::seeds
