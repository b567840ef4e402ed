#pragma once

#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/population/v1/population.pb.h"
#include "services/population/residence_consents.h"

namespace lienthong::population {

// The notice of registration of residence, form CT08, as a printable document.
applications::v1::Document Ct08Notice(const v1::ResidenceRegistration& registration, const Newcomer& newcomer);

}  // namespace lienthong::population
