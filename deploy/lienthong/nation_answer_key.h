#pragma once

namespace CLI {
class App;
}

namespace lienthong {

// `lienthong nation answer-key`.
void AddNationAnswerKey(CLI::App& nation, int& exit_code);

}  // namespace lienthong
