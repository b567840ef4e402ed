#pragma once

#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/control/v1/world.pb.h"

namespace lienthong::applications {

// How the officer in charge of this application behaves in this world: the narrowest policy that matches, in the order
// agency + tenant + procedure, agency + procedure, agency + tenant, agency, "*"; the first of equals. Without any:
// AUTOMATIC, at once.
control::v1::OfficerPolicy PolicyFor(const control::v1::World& world, const v1::Application& application);

// The line of a script for an application that had `actions` officer actions; the last repeats. The script isn't empty.
const control::v1::OfficerStep& LineFor(const control::v1::OfficerPolicy& policy, int actions);

}  // namespace lienthong::applications
