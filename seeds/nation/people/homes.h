#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "seeds/identifiers/digit_text.h"
#include "seeds/nation/people/census.h"
#include "seeds/nation/person.h"
#include "seeds/nation/rank/permutation.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {

// Households from `first` on, up to `end`, by index in the census.
struct HomeRun {
  uint32_t first = 0;
  uint32_t end = 0;
};

// A door below the commune, both from 1.
struct Door {
  uint64_t hamlet = 0;
  uint64_t house = 0;
};

// Homes puts every household into a real commune: the communes of a province hold runs of its households in order,
// sizes drawn within a factor of four. So what a commune's books hold is counted by ranks. Numbers and house numbers
// are scattered.
class Homes {
 public:
  explicit Homes(const Census* census);

  std::string IdOf(Position home) const { return IdDigitsOf(home).str(); }
  DigitText<9> IdDigitsOf(Position home) const;
  std::optional<Position> ById(absl::string_view id) const;
  // Visits households in order of id from the id on until `visit` returns false.
  void Scan(absl::string_view from, absl::FunctionRef<bool(Position home)> visit) const;
  // An id that no household of the nation has; distinct for distinct n.
  std::string FreeId(int province, uint32_t n) const;

  const Commune& CommuneOf(Position home) const;
  Address AddressOf(Position home) const;
  // The doors of a commune by place of the household in its run, as an order to be kept while they are asked for.
  Permutation DoorsOf(size_t commune) const;
  static Door DoorAt(uint64_t place);
  // The households of a commune, by place in Places::communes().
  HomeRun HomesOf(size_t commune) const { return {starts_[commune], ends_[commune]}; }
  // The commune in which so much of the province's households, as a draw, lies before.
  size_t DrawCommune(int province, uint64_t draw) const;
  // The communes of a province, by place in Places::communes(), in order of code.
  const std::vector<uint32_t>& CommunesOf(int province) const { return communes_[static_cast<size_t>(province)]; }
  size_t CommuneAt(uint32_t home) const { return CommuneAt(census_.HomeAt(home).province, home); }
  size_t CommuneAt(int province, uint32_t home) const;

  // The member of the household, or of the next one in the province, who owns the dwelling.
  Position OwnerOf(Position home) const;
  // Homes whose dwelling the person owns.
  std::vector<Position> OwnedBy(Position person) const;

 private:
  const Permutation& IdOrder(int province) const { return id_orders_[static_cast<size_t>(province)]; }
  std::optional<Position> Neighbour(Position home, int step) const;

  const Census& census_;
  std::array<std::vector<uint32_t>, kProvinces> communes_;
  std::vector<uint32_t> starts_, ends_;  // by commune
  std::vector<Permutation> id_orders_;   // by province
};

}  // namespace lienthong::seeds
