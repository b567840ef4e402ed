#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lienthong/tax/v1/tax.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/store/table.h"

namespace lienthong::tax {

// Index of taxpayers by the person behind them.
inline constexpr char kByPin[] = "pin";

// The tax register as it stands before a world changes anything: the people of the nation who have a ten-digit code.
class TaxpayerBase final : public store::Base<v1::Taxpayer> {
 public:
  explicit TaxpayerBase(std::shared_ptr<const seeds::Nation> nation) : nation_(std::move(nation)) {}

  absl::optional<v1::Taxpayer> Get(const World& world, absl::string_view tax_code) const override;
  std::vector<std::string> Find(const World& world, absl::string_view index, absl::string_view value) const override;
  void Scan(const World& world, absl::string_view from,
            absl::FunctionRef<bool(const std::string& key)> visit) const override;

 private:
  std::shared_ptr<const seeds::Nation> nation_;
};

}  // namespace lienthong::tax
