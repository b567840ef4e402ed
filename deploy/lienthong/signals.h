#pragma once

namespace lienthong {

// Blocks SIGINT and SIGTERM in this thread and all it will start; call it first in main.
void BlockStopSignals();
// Waits for one of them.
void AwaitStopSignal();
// From now on the next one ends the process at once.
void NextStopSignalEnds();

}  // namespace lienthong
