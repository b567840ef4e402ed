#include "services/portal/mailbox.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/base/applications/printable.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/world/times.h"
#include "services/portal/portal_errors.h"

namespace lienthong::portal {
namespace {

constexpr char kByPerson[] = "person";
constexpr char kByDossier[] = "dossier";
constexpr char kByDocument[] = "document";

std::vector<std::string> Unless(const std::string& empty) {
  return empty.empty() ? std::vector<std::string>() : std::vector<std::string>{empty};
}

std::string DocumentKey(const v1::PortalResult& result) {
  return store::Key(result.dossier_code(), result.part(), result.document().kind(), result.document().number());
}

std::vector<store::Index<v1::Notification>> NotificationIndexes() {
  return {{kByPerson, [](const v1::Notification& sent) { return Unless(sent.recipient_pin()); }},
          {kByDossier, [](const v1::Notification& sent) { return Unless(sent.dossier_code()); }}};
}

std::vector<store::Index<v1::PortalResult>> ResultIndexes() {
  return {{kByPerson, [](const v1::PortalResult& result) { return Unless(result.owner_pin()); }},
          {kByDossier, [](const v1::PortalResult& result) { return Unless(result.dossier_code()); }},
          {kByDocument, [](const v1::PortalResult& result) { return std::vector<std::string>{DocumentKey(result)}; },
           true}};
}

void SettleChannels(v1::Notification& notification) {
  auto& channels = *notification.mutable_channels();
  std::sort(channels.begin(), channels.end());
  channels.erase(std::unique(channels.begin(), channels.end()), channels.end());
  if (channels.empty()) notification.add_channels(v1::NOTIFICATION_CHANNEL_PORTAL);
}

template <class Row>
absl::StatusOr<store::Page<Row>> ListOneOf(const store::Table<Row>& table, store::Txn& txn, const std::string& person,
                                           const std::string& dossier, int page_size, const std::string& token) {
  if (!person.empty()) return table.ListBy(txn, kByPerson, person, page_size, token);
  if (!dossier.empty()) return table.ListBy(txn, kByDossier, dossier, page_size, token);
  return table.List(txn, page_size, token);
}

}  // namespace

Mailbox::Mailbox(const PortalRegistry& dossiers)
    : dossiers_(dossiers),
      notifications_(
          "notification",
          [](const v1::Notification& sent) {
            return store::Key(FromProto(sent.sent_at()), sent.dossier_code(), sent.sequence(), sent.notification_id());
          },
          NotificationIndexes()),
      results_(
          "result",
          [](const v1::PortalResult& result) {
            return store::Key(FromProto(result.delivered_at()), result.dossier_code(), result.sequence(),
                              result.result_id());
          },
          ResultIndexes()) {}

absl::StatusOr<v1::Notification> Mailbox::Send(CallContext& context, store::Txn& txn,
                                               v1::Notification notification) const {
  if (!notification.dossier_code().empty()) {
    ASSIGN_OR_RETURN(const int64_t sequence, dossiers_.CountNotification(txn, notification.dossier_code()));
    notification.set_sequence(sequence);
  }
  SettleChannels(notification);
  *notification.mutable_sent_at() = ToProto(context.now);
  do {
    notification.set_notification_id(context.NewId("ntf"));
  } while (!notifications_.Insert(txn, notification));
  return notification;
}

absl::StatusOr<v1::PortalResult> Mailbox::Deliver(CallContext& context, store::Txn& txn,
                                                  v1::PortalResult result) const {
  ASSIGN_OR_RETURN(const v1::PortalDossier dossier, dossiers_.Get(txn, result.dossier_code()));
  if (dossier.applicant().pin() != result.owner_pin()) {
    return InvalidField("result.owner_pin", "must be the applicant of the dossier");
  }
  if (auto known = results_.FindOne(txn, kByDocument, DocumentKey(result))) return *std::move(known);
  ASSIGN_OR_RETURN(const int64_t sequence, dossiers_.CountResult(txn, result.dossier_code()));
  result.set_sequence(sequence);
  const bool realistic = context.config->realistic_numbers();
  applications::MarkSynthetic(*result.mutable_document(), realistic);
  *result.mutable_delivered_at() = ToProto(context.now);
  do {
    result.set_result_id(context.NewId("res"));
  } while (!results_.Insert(txn, result));
  return result;
}

absl::StatusOr<store::Page<v1::Notification>> Mailbox::List(store::Txn& txn,
                                                            const v1::ListNotificationsRequest& request) const {
  if (!request.recipient_pin().empty() && !request.dossier_code().empty()) {
    return OneFilterOnly("recipient_pin with dossier_code", "recipient_pin, dossier_code");
  }
  return ListOneOf(notifications_, txn, request.recipient_pin(), request.dossier_code(), request.page_size(),
                   request.page_token());
}

absl::StatusOr<store::Page<v1::PortalResult>> Mailbox::List(store::Txn& txn,
                                                            const v1::ListResultsRequest& request) const {
  if (!request.owner_pin().empty() && !request.dossier_code().empty()) {
    return OneFilterOnly("owner_pin with dossier_code", "owner_pin, dossier_code");
  }
  return ListOneOf(results_, txn, request.owner_pin(), request.dossier_code(), request.page_size(),
                   request.page_token());
}

}  // namespace lienthong::portal
