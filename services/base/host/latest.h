#pragma once

#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/optional.h"

namespace lienthong::host {

// Latest remembers one question and its answer. Who asks it again, because the wire lost the answer, gets the same one,
// also while the first is still at work; so nothing is done twice (AGENDA rule 11). Thread-safe.
template <class Question, class Answer>
class Latest {
 public:
  using Done = absl::AnyInvocable<void(Answer)>;

  // True: the question was asked before, and `done` is taken and called. False: it is new; if `admit` finds it OK, the
  // asker answers it himself and calls Settle.
  bool AskedBefore(const Question& question, Done& done, absl::FunctionRef<absl::Status()> admit,
                   absl::Status* admitted) {
    absl::optional<Answer> known;
    {
      absl::MutexLock lock(&mutex_);
      if (!question_ || *question_ != question) {
        *admitted = admit();
        if (!admitted->ok()) return false;
        question_ = question;
        answer_.reset();
        return false;
      }
      if (!answer_) {
        waiting_.push_back(std::move(done));
        return true;
      }
      known = answer_;
    }
    std::exchange(done, nullptr)(*std::move(known));
    return true;
  }

  // `keep`: the answer stands. Otherwise the question may be asked, and answered, anew.
  void Settle(const Question& question, const Answer& answer, bool keep) {
    std::vector<Done> waiting;
    {
      absl::MutexLock lock(&mutex_);
      if (!question_ || *question_ != question) return;
      if (keep) {
        answer_ = answer;
      } else {
        question_.reset();
      }
      waiting.swap(waiting_);
    }
    for (Done& done : waiting) done(answer);
  }

 private:
  absl::Mutex mutex_;
  absl::optional<Question> question_ ABSL_GUARDED_BY(mutex_);
  absl::optional<Answer> answer_ ABSL_GUARDED_BY(mutex_);
  std::vector<Done> waiting_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::host
