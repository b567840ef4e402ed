#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "seeds/nation/defects/defect_plan.h"
#include "seeds/nation/person.h"

namespace lienthong::seeds {

// Which of somebody's records in a register.
enum class Copy { kFirst, kSecond };

// Defects plants faults into what one register holds: pure functions of the plan and the person. The nation stays true.
// Personas have none: they are what their stories say. Thread-safe.
class Defects {
 public:
  explicit Defects(DefectPlan plan);

  const DefectPlan& plan() const { return plan_; }

  // A set of Defect; only those that the register can have and that show in this record. The second record has faults
  // of its own.
  uint32_t Of(const Person& person, Copy copy = Copy::kFirst) const;
  // The record as the register holds it; its own number for a second record is the caller's to set.
  Person AsHeld(Person person, Copy copy = Copy::kFirst) const;
  // The personal number as the register has it.
  std::string PinHeld(const Person& person, Copy copy = Copy::kFirst) const;

 private:
  DefectPlan plan_;
  uint64_t key_;
  uint32_t possible_;
};

// The personal number of somebody of the other sex, as far as its digits go.
std::string WithOtherSexDigit(std::string pin);

}  // namespace lienthong::seeds
