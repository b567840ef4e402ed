#pragma once

#include <atomic>

namespace lienthong {

// Trampoline turns a chain of asynchronous steps into a loop. `step` starts an operation whose completion calls Run
// again, on this stack or any thread; completions on the stack don't nest. At most one step runs at a time.
class Trampoline {
 public:
  template <class Step>
  void Run(Step step) {
    if (pending_.fetch_add(1, std::memory_order_acq_rel) != 0) return;
    do {
      step();
    } while (pending_.fetch_sub(1, std::memory_order_acq_rel) != 1);
  }

 private:
  std::atomic<int> pending_{0};
};

}  // namespace lienthong
