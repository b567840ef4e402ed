#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/world/call_context.h"

// Purpose binding: what an integration code [MaTichHop], given in lienthong-purpose, entitles its caller to see.
namespace lienthong::population {

// Groups of a person's fields.
enum FieldGroup : unsigned {
  kIdentity = 1,     // number, old numbers, name, sex, birth date, standing
  kOrigin = 2,       // birth registration, native place, ethnicity, religion, nationality
  kFamily = 4,       // marital status, father, mother, spouse
  kResidence = 8,    // residence, household, place in it
  kDifferences = 16  // which fields of a claim differ
};

struct Purpose {
  absl::string_view code;  // empty: none given
  unsigned groups = 0;
  absl::string_view title_vi;
  absl::string_view title_en;
  absl::string_view basis;
};

// Every purpose the register knows.
absl::Span<const Purpose> Purposes();

// The groups the call may see; 0 for a purpose that nobody knows. Another agency that names none asks by law, in a
// procedure of its own, and sees what a look-up does.
unsigned GroupsOf(const CallContext& context);

//   PURPOSE_INSUFFICIENT  no field of a person may be shown
absl::Status CheckMayRead(const CallContext& context);
//   PURPOSE_INSUFFICIENT  the purpose is none the register knows
absl::Status CheckMayVerify(const CallContext& context);

// Clears what `groups` doesn't cover; the number itself stays.
void Prune(unsigned groups, v1::Person& person);
// Outside kResidence only the members' identity and the head remain of a household.
void Prune(unsigned groups, v1::Household& household);

}  // namespace lienthong::population
