#pragma once

namespace CLI {
class App;
}

namespace lienthong {

// override list|export|put|delete and fault list|export|put|delete|profiles|apply; as in commands.h.
void AddRuleCommands(CLI::App& app, int& exit_code);

}  // namespace lienthong
