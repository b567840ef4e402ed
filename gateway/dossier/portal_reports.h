#pragma once

#include <string>

#include "gateway/dossier/dossier_registry.h"
#include "services/base/host/handlers.h"

// Reports to the national portal: once a workflow has registered its dossier there, the gateway keeps the citizen's view
// of it up to date, whatever becomes of the run. One report is on its way at a time; it carries the whole dossier as it
// stands and the results that came since the last.
namespace lienthong::dossier {

// Whether a call's good answer means that the portal has the dossier.
bool RegistersAtPortal(const std::string& method);
// The portal has the dossier as it stands now.
void BeginPortalRecord(CaseFile& file);

// Sends a report when the citizen's view has changed, then puts the case back into the registry.
void ReportAndSave(const CallContext& context, store::Txn& txn, const DossierRegistry& registry, CaseFile& file);

// Registers the continuation of reports.
void RegisterPortalReports(const DossierRegistry& registry, host::Handlers& handlers);

}  // namespace lienthong::dossier
