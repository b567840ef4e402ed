#pragma once

#include "lienthong/control/v1/nation_service.pb.h"
#include "seeds/nation/search/queries.h"

// Requests as the nation's own queries.
namespace lienthong::nation {

seeds::PersonSearch SearchOf(const control::v1::SearchPersonsRequest& request);
seeds::PersonSample SampleOf(const control::v1::SamplePersonsRequest& request);

}  // namespace lienthong::nation
