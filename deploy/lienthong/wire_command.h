#pragma once

namespace CLI {
class App;
}

namespace lienthong {

// wire: a TCP proxy with bad weather. As in commands.h.
void AddWireCommand(CLI::App& app, int& exit_code);

}  // namespace lienthong
