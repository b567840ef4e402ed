#pragma once

#include <vector>

#include "lienthong/portal/v1/portal.pb.h"

// What a citizen is told when a dossier moves: the receipt with the appointment, a new date, what has to be added or
// paid, a refusal, the result. Withdrawing is the citizen's own act and tells nothing. The moments are an assumption;
// the apology for a delay is Decree 61/2018's.
namespace lienthong::portal {

// The notifications due between two states of one dossier, on every channel, in the order of the parts.
std::vector<v1::Notification> Announcements(const v1::PortalDossier& before, const v1::PortalDossier& after);

}  // namespace lienthong::portal
