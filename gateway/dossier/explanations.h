#pragma once

#include "lienthong/common/v1/common.pb.h"
#include "lienthong/gateway/v1/dossier.pb.h"

// Sentences that tell people where a dossier stands and who must act next.
namespace lienthong::dossier {

common::v1::LocalizedText Text(const std::string& vi, const std::string& en);
// Between two steps.
common::v1::LocalizedText OnItsWay();
common::v1::LocalizedText ExplainPart(const gateway::v1::Part& part);
common::v1::LocalizedText ExplainOutcome(const gateway::v1::Dossier& dossier);

}  // namespace lienthong::dossier
