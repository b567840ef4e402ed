// make_nation_tables FILE: writes the default nation's tables, which the program maps at start.
#include <iostream>

#include "seeds/nation/tables/scale.h"
#include "seeds/nation/tables/tables.h"

int main(int argc, char** argv) {
  using namespace lienthong::seeds;
  if (argc != 2) {
    std::cerr << "usage: make_nation_tables FILE\n";
    return 2;
  }
  const absl::Status status = Tables::Make({1, kCensusPopulation})->Save(argv[1]);
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
