#pragma once

#include <string>
#include <vector>

#include "lienthong/control/v1/nation_service.pb.h"
#include "seeds/nation/defects/register_view.h"

// Lines of an answer key.
namespace lienthong::nation {

control::v1::PlantedDefect DefectRecord(const seeds::DefectAnswer& answer);

}  // namespace lienthong::nation
