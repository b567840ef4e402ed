#pragma once

namespace CLI {
class App;
}

namespace lienthong {

// `lienthong nation places`.
void AddNationPlaces(CLI::App& nation, int& exit_code);

}  // namespace lienthong
