#pragma once

namespace CLI {
class App;
}

namespace lienthong {

// `lienthong nation kit`.
void AddNationKit(CLI::App& nation, int& exit_code);

}  // namespace lienthong
