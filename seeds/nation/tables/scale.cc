#include "seeds/nation/tables/scale.h"

#include "seeds/places/places.h"

namespace lienthong::seeds {

std::array<int64_t, kProvinces> PeopleByProvince(int64_t population) {
  std::array<int64_t, kProvinces> people = {};
  int64_t census = 0, given = 0;
  for (size_t i = 0; i < kProvinces; ++i) {
    census += Places::Default().provinces()[i].population;
    const int64_t so_far = (census * population + kCensusPopulation / 2) / kCensusPopulation;
    people[i] = so_far - given;
    given = so_far;
  }
  return people;
}

}  // namespace lienthong::seeds
