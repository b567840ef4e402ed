#pragma once

#include "nlohmann/json_fwd.hpp"

// The parts of the OpenAPI document that come from no descriptor.
namespace lienthong::http {

// Metadata headers as parameters, refusals as responses, the error's schema.
nlohmann::ordered_json SharedComponents();
// References to the metadata headers, for an operation.
nlohmann::ordered_json MetadataParameterReferences();
// POST /files and GET /files/{id}.
void AddFilePaths(nlohmann::ordered_json& document);

}  // namespace lienthong::http
