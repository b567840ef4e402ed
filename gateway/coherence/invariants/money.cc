// Charges asked and paid: applicant's dossier, one-stop and deciding agency agree on every amount.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"

namespace lienthong::coherence {
namespace {

using namespace applications::v1;  // NOLINT: statuses

int OpenPayments(const Application& application) {
  return static_cast<int>(std::count_if(application.payments().begin(), application.payments().end(),
                                        [](const PaymentRequest& request) { return !request.has_paid_at(); }));
}

// A refused or withdrawn application may leave one unpaid.
bool MayOwe(ApplicationStatus status) {
  return IsRefused(status) || status == APPLICATION_STATUS_WITHDRAWAL_REQUESTED;
}

void Asked(const Ledger& ledger, Findings& found) {
  for (const auto& [agency, desk] : ledger.desks) {
    for (const auto& [id, application] : desk.applications) {
      const bool waits = application.status() == APPLICATION_STATUS_PAYMENT_REQUESTED;
      const int open = OpenPayments(application);
      found.Unless(waits ? open == 1 : open == 0 || (open == 1 && MayOwe(application.status())),
                   AtApplication(agency, id),
                   absl::StrCat("It stands at ", StatusName(application.status()), " with ", open, " unpaid charges."),
                   absl::StrCat("Hồ sơ ở ", StatusName(application.status()), " với ", open, " khoản chưa nộp."));
      for (const PaymentRequest& request : application.payments()) {
        found.Unless(request.amount_vnd() > 0, AtApplication(agency, id), "A charge is not a positive amount.",
                     "Một khoản phải nộp không phải số dương.");
        found.Unless(request.has_paid_at() == !request.payment_reference().empty(), AtApplication(agency, id),
                     "A charge is paid without a reference, or has one without being paid.",
                     "Một khoản đã nộp mà không có số tham chiếu, hoặc có số tham chiếu mà chưa nộp.");
      }
    }
  }
}

void Forwarded(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.forwarded) {
    const Application* here = ledger.FindApplication(kOneStop, id);
    const Application* there = ledger.FindApplication(dossier.agency(), dossier.forwarded_id());
    if (here == nullptr || there == nullptr) continue;
    for (const PaymentRequest& asked : there->payments()) {
      if (!asked.has_paid_at()) continue;
      const bool paid = std::any_of(here->payments().begin(), here->payments().end(), [&](const PaymentRequest& own) {
        return own.has_paid_at() && own.amount_vnd() == asked.amount_vnd() && own.fee_code() == asked.fee_code() &&
               own.payment_reference() == asked.payment_reference();
      });
      found.Unless(paid, AtApplication(dossier.agency(), dossier.forwarded_id()),
                   absl::StrCat("A charge of ", asked.amount_vnd(), " VND counts as paid, and the one-stop took no such payment."),
                   absl::StrCat("Khoản ", asked.amount_vnd(), " đồng được coi là đã nộp nhưng một cửa không thu khoản đó."));
    }
  }
}

void AtTheGateway(const Ledger& ledger, Findings& found) {
  for (const auto& [id, dossier] : ledger.dossiers) {
    for (const gateway::v1::Part& part : dossier.parts()) {
      const Application* there = ledger.FindApplication(part.agency(), part.application_id());
      const bool heard = there != nullptr && part.sequence() == there->sequence();
      if (!heard || part.status() != APPLICATION_STATUS_PAYMENT_REQUESTED || there->payments().empty()) continue;
      const PaymentRequest& asked = *there->payments().rbegin();
      found.Unless(part.payment().amount_vnd() == asked.amount_vnd() && part.payment().fee_code() == asked.fee_code(),
                   {kGateway, "dossier", id, part.application_id()},
                   absl::StrCat("Part ", part.application_id(), " asks for ", part.payment().amount_vnd(), " VND, ",
                                part.agency(), " for ", asked.amount_vnd(), "."),
                   absl::StrCat("Phần ", part.application_id(), " yêu cầu ", part.payment().amount_vnd(), " đồng, còn ",
                                part.agency(), " yêu cầu ", asked.amount_vnd(), "."));
    }
  }
}

}  // namespace

Invariants MoneyInvariants() {
  return {
      {"money.asked", "One charge at a time is unpaid, and only where the applicant is waited for.",
       "Mỗi lúc chỉ một khoản chưa nộp, và chỉ khi đang chờ người nộp.", "domain D.1, status 6", Asked},
      {"money.forwarded", "What the deciding agency counts as paid was paid at the one-stop.",
       "Khoản cơ quan giải quyết coi là đã nộp thì đã nộp ở một cửa.", "domain D.5", Forwarded},
      {"money.gateway", "The applicant is asked for the amount that the agency asks.",
       "Người nộp được yêu cầu đúng số tiền mà cơ quan yêu cầu.", "domain D.5", AtTheGateway},
  };
}

}  // namespace lienthong::coherence
