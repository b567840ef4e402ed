#pragma once

#include "lienthong/one_stop/v1/one_stop.pb.h"
#include "services/base/store/table.h"

namespace lienthong::one_stop {

// The 63 provinces of 2022, all of them ready, in order of code.
class TenantBase final : public store::Base<v1::Tenant> {
 public:
  absl::optional<v1::Tenant> Get(const World&, absl::string_view province_code) const override;
  void Scan(const World&, absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const override;
};

}  // namespace lienthong::one_stop
