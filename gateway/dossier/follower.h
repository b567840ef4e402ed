#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/types/optional.h"
#include "gateway/dossier/case_file.h"
#include "gateway/dossier/dossier_registry.h"
#include "gateway/engine/effects.h"
#include "lienthong/applications/v1/application.pb.h"
#include "services/base/host/handlers.h"

namespace lienthong::dossier {

class Conductor;

// Following an application: it is submitted idempotently, its changes come as events or from its answers, its deadline
// polls before it concludes silence, and what the applicant adds is passed on under the same linked code.
//
//   submit -> answer -> events ... -> decided -> the run goes on
//                    `-> deadline -> poll -> (news | silent: noted, polled again)

// Makes the part and schedules its submission.
void SubmitPart(const CallContext& context, store::Txn& txn, const DossierRegistry& registry, CaseFile& file,
                const engine::ApplicationEffect& effect);

// A fork branch lost or a time ran out: the application behind `token`, if any, is withdrawn and no longer followed.
void WithdrawByToken(const CallContext& context, store::Txn& txn, CaseFile& file, const std::string& token);

// What an applicant did, passed on to the part's agency.
void PassOnSupplement(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part, std::string request);
void PassOnPayment(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part, int64_t amount_vnd,
                   const std::string& reference);
// No longer followed, unless it was before.
void PassOnWithdrawal(const CallContext& context, store::Txn& txn, CaseFile& file, Part& part);

// Takes an agency's news into the part; true when it was news. Feeds the run when it decides the part.
absl::Status Hear(const CallContext& context, store::Txn& txn, const Conductor& conductor, CaseFile& file,
                  const applications::v1::ApplicationEvent& event);

// Registers the continuations of submissions, actions, deadlines and polls.
void RegisterFollower(const Conductor& conductor, const DossierRegistry& registry, host::Handlers& handlers);

}  // namespace lienthong::dossier
