#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/types/optional.h"
#include "gateway/dossier/case_file.h"
#include "gateway/engine/effects.h"
#include "lienthong/applications/v1/application.pb.h"

// What an agency tells of an application, and what it changes in the part.
namespace lienthong::dossier {

// The event that an application as read amounts to.
applications::v1::ApplicationEvent EventFrom(const applications::v1::Application& application);
// False when the part knows it already: events come at least once and in any order.
bool TakeNews(const applications::v1::ApplicationEvent& event, Part* part);
// An error for people; in English only when it is not one of ours.
common::v1::LocalizedText SentenceOf(const absl::Status& status);
// Who must act next, as an answer tells it also when nothing else is new.
void TakeActor(const applications::v1::ApplicationEvent& event, Part* part);
// The submission itself was refused with an error: the part never became an application.
void RefusedAtTheDoor(const absl::Status& status, Part* part);

// The applicant's supplement is on its way to the office.
bool IsBeingSupplemented(const Part& part);
// The office has it, and hasn't said what became of it.
bool IsSupplemented(const Part& part);

DossierEvent EventOf(const Part& part);
DossierEvent SilenceOf(const Part& part);

// What a decided part means to the workflow; nullopt while it is open.
absl::optional<engine::ApplicationDecided> DecisionOf(const Part& part);
// The result as JSON by the rules of the engine; "null" when there is none.
std::string ResultJson(const Part& part);
// "vi | en", or one text for both.
common::v1::LocalizedText TitleOf(const std::string& title);

}  // namespace lienthong::dossier
