#pragma once

#include "lienthong/control/v1/nation_service.pb.h"
#include "seeds/nation/search/queries.h"

// Requests of NationService as the nation's own queries; codes and limits are not checked here.
namespace lienthong {

seeds::PersonSearch SearchOf(const control::v1::SearchPersonsRequest& request);
seeds::PersonSample SampleOf(const control::v1::SamplePersonsRequest& request);

}  // namespace lienthong
