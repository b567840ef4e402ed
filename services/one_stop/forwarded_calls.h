#pragma once

#include <string>

#include "absl/time/time.h"
#include "lienthong/one_stop/v1/one_stop_state.pb.h"
#include "services/base/applications/procedure.h"
#include "services/base/world/agenda.h"

// The one-stop's agenda rows: what it says to the agency that decides, and the continuations that hear the answers.
namespace lienthong::one_stop {

inline constexpr char kCivilRegistry[] = "civil_registry";

inline constexpr char kDeliver[] = "one_stop.deliver";
inline constexpr char kDelivered[] = "one_stop.delivered";
inline constexpr char kSupplementPassed[] = "one_stop.supplement-passed";
inline constexpr char kPaymentPassed[] = "one_stop.payment-passed";
inline constexpr char kTakenBack[] = "one_stop.taken-back";
inline constexpr char kPolled[] = "one_stop.polled";

using applications::Application;

// Each puts one row into the agenda, due at `due`, and returns its key.
struct CallPlan {
  const CallContext& context;
  store::Txn& txn;
  const v1::ForwardedDossier& dossier;
  absl::Time due;

  // No call: Forwarding looks again whether the tenant works.
  std::string Deliver() const;
  std::string Submit(const Application& application) const;
  // Calls under one `ordinal` are one errand, however often they are made.
  std::string Supplement(const Application& application, int ordinal) const;
  std::string Pay(const Application& application, int ordinal) const;
  std::string Withdraw() const;
  std::string Poll() const;

 private:
  std::string Put(control::v1::RowKind kind, const char* continuation, int ordinal,
                  absl::optional<control::v1::RowCall> call) const;
  control::v1::RowKind OutboxKind() const;
  // The errand's idempotency key: the same for every attempt.
  std::string RequestId(const char* errand, int ordinal) const;
};

}  // namespace lienthong::one_stop
