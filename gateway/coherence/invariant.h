#pragma once

#include <vector>

#include "gateway/coherence/finding.h"
#include "gateway/coherence/ledger.h"

namespace lienthong::coherence {

// Invariant is one claim about all registers of a world, and the code that looks for places where it doesn't hold.
struct Invariant {
  // Group and name; never renamed.
  const char* id;
  // One sentence each.
  const char* claim_en;
  const char* claim_vi;
  // The law, domain rule (domain brief) or decision of the simulator it rests on.
  const char* basis;
  void (*check)(const Ledger& ledger, Findings& found);
};

using Invariants = std::vector<Invariant>;

// One group a file, in invariants/.
Invariants RowInvariants();
Invariants NumberInvariants();
Invariants BirthInvariants();
Invariants ResidenceInvariants();
Invariants CardInvariants();
Invariants ApplicationInvariants();
Invariants ForwardingInvariants();
Invariants EventInvariants();
Invariants DossierInvariants();
Invariants PortalInvariants();
Invariants MoneyInvariants();
Invariants AgendaInvariants();

// All of them, in the order in which they are told.
const Invariants& AllInvariants();

}  // namespace lienthong::coherence
