#pragma once

#include <memory>

#include "lienthong/civil_registry/v1/civil_registry_state.pb.h"
#include "services/base/applications/desk.h"
#include "services/base/host/handlers.h"
#include "services/civil_registry/civil_registry_registry.h"

namespace lienthong::civil_registry {

// PersonalNumberInquiries asks the population register for newborns' numbers, through the outbox, and concludes the
// applications that wait for them.
//   answered        the entry is final, the application completed with record and certificate
//   refused         the application is handed back to its officer with PERSONAL_NUMBER_NOT_ISSUED; the entry goes on
//                   waiting, and the officer's APPROVE asks again (Decree 63/2024: resolved out of band)
//   lost, silent    asked again after 1 and 5 minutes, half an hour, 2 and 12 hours, then handed back like a refusal
class PersonalNumberInquiries {
 public:
  PersonalNumberInquiries(const CivilRegistry& registry, applications::Desk& desk) : registry_(registry), desk_(desk) {}

  // The inquiries must outlive the handlers.
  void Register(host::Handlers& handlers);

  // The register recognises the record, so asking again for the same one is harmless.
  absl::Status Ask(const CallContext& context, store::Txn& txn, const v1::BirthRecord& record) const;

  // True while an answer may still come.
  bool IsOpen(store::Txn& txn, absl::string_view application_id) const;

 private:
  absl::Status Answered(CallContext& context, store::Txn& txn, const v1::PersonalNumberInquiry& asked,
                        const host::CallAnswer& answer) const;
  absl::Status Issued(CallContext& context, store::Txn& txn, v1::BirthRecord record, const std::string& pin) const;
  absl::Status Failed(CallContext& context, store::Txn& txn, const v1::BirthRecord& record,
                      const absl::Status& why) const;
  absl::Status HandBack(CallContext& context, store::Txn& txn, const v1::BirthRecord& record,
                        const absl::Status& why) const;

  const CivilRegistry& registry_;
  applications::Desk& desk_;
};

}  // namespace lienthong::civil_registry
