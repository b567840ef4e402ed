#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "deploy/lienthong/persona_forms.h"
#include "services/base/host/wire.h"

namespace lienthong::bench {

// Takes one birth from the hospital's notice to the finished dossier. Fails when the dossier did not complete.
absl::Status RunBundle(host::Transport& transport, const std::string& world, const PersonaBirth& birth);

// The same up to the filing; the dossier's id.
absl::StatusOr<std::string> FileBirth(host::Transport& transport, const std::string& world, const PersonaBirth& birth);

// Calls in the world's journal, those from outside among them.
absl::StatusOr<int> CallsIn(host::Transport& transport, const std::string& world);

}  // namespace lienthong::bench
