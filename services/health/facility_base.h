#pragma once

#include <string>
#include <vector>

#include "lienthong/health/v1/health.pb.h"
#include "services/base/store/table.h"

namespace lienthong::health {

// Index of facilities.
inline constexpr char kByProvince[] = "province";

// The synthetic facilities of the seeds, in order of code.
class FacilityBase final : public store::Base<v1::Facility> {
 public:
  absl::optional<v1::Facility> Get(const World&, absl::string_view code) const override;
  std::vector<std::string> Find(const World&, absl::string_view index, absl::string_view value) const override;
  void Scan(const World&, absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const override;
};

}  // namespace lienthong::health
