#include "gateway/coherence/invariant.h"

namespace lienthong::coherence {

const Invariants& AllInvariants() {
  static const auto* all = [] {
    auto* list = new Invariants;
    for (const auto group : {RowInvariants, NumberInvariants, BirthInvariants, ResidenceInvariants, CardInvariants,
                             ApplicationInvariants, ForwardingInvariants, EventInvariants, DossierInvariants,
                             PortalInvariants, MoneyInvariants, AgendaInvariants}) {
      const Invariants more = group();
      list->insert(list->end(), more.begin(), more.end());
    }
    return list;
  }();
  return *all;
}

}  // namespace lienthong::coherence
