#pragma once

#include <vector>

#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"
#include "lienthong/civil_registry/v1/civil_registry_service.pb.h"

namespace lienthong::civil_registry {

// A page with the record's fields in both languages, without the mark of synthetic documents: the desk, or
// applications::MarkSynthetic, puts it around.
applications::v1::Document PrintBirth(const v1::BirthRecord& record, v1::ExtractKind kind);

// The certificate and the extracts that were asked for.
std::vector<applications::v1::Document> PrintResults(const v1::BirthRecord& record, int extracts);

}  // namespace lienthong::civil_registry
