#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lienthong/social_insurance/v1/social_insurance.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/store/table.h"

namespace lienthong::social_insurance {

// Index of participants and cards by personal number.
inline constexpr char kByPin[] = "pin";
// Index of cards by the holder's social-insurance number.
inline constexpr char kBySiNumber[] = "si_number";

// The insured people of the nation, by social-insurance number. The number stays when somebody dies; the card doesn't.
class ParticipantBase final : public store::Base<v1::Participant> {
 public:
  explicit ParticipantBase(std::shared_ptr<const seeds::Nation> nation) : nation_(std::move(nation)) {}

  absl::optional<v1::Participant> Get(const World& world, absl::string_view si_number) const override;
  std::vector<std::string> Find(const World& world, absl::string_view index, absl::string_view value) const override;
  void Scan(const World& world, absl::string_view from,
            absl::FunctionRef<bool(const std::string& key)> visit) const override;

 private:
  std::shared_ptr<const seeds::Nation> nation_;
};

// Their cards, by CardKey; one each at most.
class CardBase final : public store::Base<v1::InsuranceCard> {
 public:
  explicit CardBase(std::shared_ptr<const seeds::Nation> nation) : nation_(std::move(nation)) {}

  absl::optional<v1::InsuranceCard> Get(const World& world, absl::string_view key) const override;
  std::vector<std::string> Find(const World& world, absl::string_view index, absl::string_view value) const override;
  void Scan(const World& world, absl::string_view from,
            absl::FunctionRef<bool(const std::string& key)> visit) const override;

 private:
  std::shared_ptr<const seeds::Nation> nation_;
};

}  // namespace lienthong::social_insurance
