// Everybody, once: each identifier of each record is turned back into its holder, no two share a personal number, and
// parents and children name each other. Run by hand, a few minutes on one core:
//   ninja nation_soak && tests/bench/nation_soak [POPULATION]
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <vector>

#include "absl/strings/numbers.h"
#include "seeds/nation/country.h"
#include "seeds/nation/tables/scale.h"

namespace lienthong::seeds {
namespace {

constexpr uint64_t kCellSize = 1'000'000;

class Soak {
 public:
  explicit Soak(const Country& country) : country_(country), taken_(kCells * kCellSize / 64) {}

  int Run() {
    for (uint32_t i = 0; i < country_.census.people(); ++i) {
      const Position person = country_.census.At(i);
      Count("index", country_.census.IndexOf(person) == i);
      CheckPin(person);
      CheckNumbers(person);
      if (i % 16 == 0) CheckKin(person);
      if (i % 10'000'000 == 0) std::cout << i << " people, " << faults_ << " faults" << std::endl;
    }
    for (uint32_t i = 0; i < country_.census.homes(); ++i) {
      const Position home = country_.census.HomeAt(i);
      Count("household", country_.homes.ById(country_.homes.IdOf(home)) == home);
      Count("certificate", country_.home_papers.ByCertificate(country_.home_papers.CertificateOf(home)) == home);
    }
    std::cout << country_.census.people() << " people, " << country_.census.homes() << " households, " << faults_
              << " faults" << std::endl;
    return faults_ == 0 ? 0 : 1;
  }

 private:
  void Count(const char* what, bool good) {
    if (good) return;
    if (++faults_ <= 20) std::cout << "fault: " << what << std::endl;
  }

  // Every cell has a million bits: 1.6 GB in all.
  void CheckPin(Position person) {
    const std::string pin = country_.numbers.PinOf(person);
    Count("pin", country_.numbers.ByPin(pin) == person);
    const Member& member = country_.census.member(person);
    const uint64_t number = uint64_t{CellOf(member.origin, member.sex, member.year)} * kCellSize +
                            ParsePersonalNumber(pin, PinMode::kSafe)->six;
    const uint64_t bit = uint64_t{1} << (number % 64);
    Count("number held twice", (taken_[number / 64] & bit) == 0);
    taken_[number / 64] |= bit;
  }

  void CheckNumbers(Position person) {
    const std::string si = country_.insurance_numbers.Of(person);
    Count("social insurance", si.empty() || country_.insurance_numbers.By(si) == person);
    const std::string tax = country_.tax_codes.Of(person);
    Count("tax", tax.empty() || country_.tax_codes.By(tax) == person);
    for (const std::string& id : country_.legacy_ids.Of(person)) {
      Count("old number", country_.legacy_ids.By(id) == person);
    }
    const std::string phone = country_.phones.Of(person);
    Count("phone", phone.empty() || country_.phones.By(phone) == person);
    const auto entry = country_.books.BirthEntryOf(person);
    Count("birth entry", !entry || country_.books.ByBirthEntry(*entry) == person);
  }

  void CheckKin(Position person) {
    const Parents parents = country_.kin.ParentsOf(person);
    for (const auto& parent : {parents.father, parents.mother}) {
      if (!parent) continue;
      const std::vector<Position> children = country_.kin.ChildrenOf(*parent);
      Count("child", std::find(children.begin(), children.end(), person) != children.end());
    }
    const auto spouse = country_.kin.SpouseOf(person);
    Count("spouse", !spouse || country_.kin.SpouseOf(*spouse) == person);
  }

  const Country& country_;
  std::vector<uint64_t> taken_;
  int64_t faults_ = 0;
};

}  // namespace
}  // namespace lienthong::seeds

int main(int argc, char** argv) {
  using namespace lienthong::seeds;
  int64_t population = kCensusPopulation;
  if (argc > 1 && !absl::SimpleAtoi(argv[1], &population)) return 2;
  const Country country(SharedTables({1, population}), PinMode::kSafe);
  return Soak(country).Run();
}
