#pragma once

#include "absl/time/civil_time.h"
#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/civil_registry/v1/civil_registry.pb.h"

namespace lienthong::civil_registry {

// Number, book, page and place of an entry: a book has 100 leaves of two pages with one entry each.
void SetEntry(absl::string_view commune_code, absl::CivilDay registered_on, int64_t number, v1::BirthRecord& record);

// What the registrar writes into the book from a declaration: everything but the entry itself, the state and the
// child's number. `today` is the day of registration, `late` by the law of the day of declaration.
v1::BirthRecord RecordOf(const applications::v1::Application& application, const v1::BirthDeclaration& form,
                         absl::CivilDay today, bool late);

}  // namespace lienthong::civil_registry
