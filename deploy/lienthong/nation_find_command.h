#pragma once

namespace CLI {
class App;
}

namespace lienthong {

// `lienthong nation find`.
void AddNationFind(CLI::App& nation, int& exit_code);

}  // namespace lienthong
