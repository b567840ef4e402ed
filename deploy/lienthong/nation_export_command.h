#pragma once

namespace CLI {
class App;
}

namespace lienthong {

// `lienthong nation export`.
void AddNationExport(CLI::App& nation, int& exit_code);

}  // namespace lienthong
