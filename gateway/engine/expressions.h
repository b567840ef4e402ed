#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "gateway/engine/value.h"

struct jq_state;

namespace lienthong::engine {

// ExpressionSource is one expression of a workflow file, checked by CheckJq.
struct ExpressionSource {
  std::string text;
  int line = 0;
  std::string pointer;
  std::vector<std::string> variables;  // those it uses, without the dollar sign
};

// Gives the value of a variable an expression uses.
using VariableLookup = absl::FunctionRef<Value(const std::string& name)>;

// Evaluator is one compiled program: all expressions of a workflow, told apart by their number. Used by one thread at a
// time; values it gives share with it and must be gone before another thread uses it.
class Evaluator {
 public:
  Evaluator(const std::vector<ExpressionSource>& sources, const std::vector<std::string>& literals, jq_state* owned);
  ~Evaluator();

  // The one value the expression gives; null when it gives none, an error when it gives several.
  absl::StatusOr<Value> Evaluate(int expression, const Value& dot, VariableLookup variable);
  const Value& Literal(int literal) const { return literals_[literal]; }

 private:
  absl::StatusOr<Value> Next();

  const std::vector<ExpressionSource>& sources_;
  std::vector<Value> literals_;
  jq_state* const jq_;
};

// Expressions is the pool of compiled programs of one workflow. libjq takes about 16 ms to compile a program whatever
// its size, so there is one program for the whole file, and as many copies as threads ever ran the workflow at once.
// Thread-safe.
class Expressions {
 public:
  // `literals` are encoded values (EncodeValue).
  Expressions(std::vector<ExpressionSource> sources, std::vector<std::string> literals);

  // What is wrong with each broken expression, by its number. Compiles the program; the halves of a broken one are
  // compiled apart until the culprits are found.
  std::map<int, std::string> FindBroken();

  // An evaluator of one's own, back in the pool when the lease ends. Fails when an expression is broken.
  class Lease {
   public:
    Lease(Expressions* pool, std::unique_ptr<Evaluator> evaluator) : pool_(pool), evaluator_(std::move(evaluator)) {}
    Lease(Lease&&) = default;
    ~Lease();
    Evaluator& operator*() const { return *evaluator_; }

   private:
    Expressions* pool_;
    std::unique_ptr<Evaluator> evaluator_;
  };
  absl::StatusOr<Lease> Acquire();

  const std::vector<ExpressionSource>& sources() const { return sources_; }
  const std::vector<std::string>& literals() const { return literals_; }

 private:
  absl::StatusOr<jq_state*> Compile(int begin, int end) const;
  void FindBroken(int begin, int end, std::map<int, std::string>& broken) const;

  const std::vector<ExpressionSource> sources_;
  const std::vector<std::string> literals_;
  absl::Mutex mutex_;
  std::vector<std::unique_ptr<Evaluator>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::engine
