#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "lienthong/population/v1/population.pb.h"
#include "seeds/law/law.h"
#include "services/base/applications/verdict.h"

namespace lienthong::population {

// A newcomer at a dwelling, and everything that says who agreed.
struct Newcomer {
  v1::Person child;
  v1::Household household;
  v1::ResidenceForm form;
  // One of the parents whom the child's entry names is not known to be deceased.
  bool has_living_parent = false;
  // Who files; may be empty.
  std::string applicant_pin;
  // The day the matter is about: that of the application.
  absl::CivilDay day;
  // The applicant was asked before: what is still missing refuses.
  bool asked_before = false;
};

// The consents of household head, lawful owner and parents (domain J.4).
// Head and owner: asked for by law from the day's rule for children under six, and always for older ones. Given when it
// is on file, on the form, or implied: the consenter is the child's parent or files the declaration. One person who is
// both consents once. What is on file as refused outweighs the form.
// Parents: asked for when a parent is living and none is a member of the household.
//   HEAD_CONSENT_REFUSED, OWNER_CONSENT_REFUSED                           refused
//   HEAD_CONSENT_MISSING, OWNER_CONSENT_MISSING, PARENTS_CONSENT_MISSING  a supplement first, then refused
applications::Verdict CheckConsents(const Newcomer& newcomer, const seeds::Law& law);

}  // namespace lienthong::population
