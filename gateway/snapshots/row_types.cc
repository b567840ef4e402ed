#include "gateway/snapshots/row_types.h"

#include <algorithm>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"
#include "services/base/store/key.h"
#include "services/base/store/overlay.h"

namespace lienthong::snapshots {
namespace {

// What messages the tables hold. An empty agency: wherever there is such a table.
struct RowType {
  absl::string_view agency;
  absl::string_view table;
  const char* message;
};
constexpr RowType kTypes[] = {
    {"", "application", "lienthong.applications.v1.Application"},
    {"", "application-desk", "lienthong.applications.v1.DeskState"},
    {"", "agenda", "lienthong.control.v1.Row"},
    {"population", "person", "lienthong.population.v1.Person"},
    {"population", "household", "lienthong.population.v1.Household"},
    {"population", "number_issue", "lienthong.population.v1.NumberIssue"},
    {"population", "residence_registration", "lienthong.population.v1.ResidenceRegistration"},
    {"civil_registry", "birth", "lienthong.civil_registry.v1.BirthRecord"},
    {"civil_registry", "personal-number-inquiry", "lienthong.civil_registry.v1.PersonalNumberInquiry"},
    {"health", "birth-notification", "lienthong.health.v1.BirthNotification"},
    {"social_insurance", "participant", "lienthong.social_insurance.v1.Participant"},
    {"social_insurance", "card", "lienthong.social_insurance.v1.InsuranceCard"},
    {"one_stop", "forwarded", "lienthong.one_stop.v1.ForwardedDossier"},
    {"one_stop", "receipt", "lienthong.one_stop.v1.ReceiptEntry"},
    {"one_stop", "readiness", "lienthong.one_stop.v1.Readiness"},
    {"portal", "dossier", "lienthong.portal.v1.PortalDossier"},
    {"portal", "result", "lienthong.portal.v1.PortalResult"},
    {"portal", "notification", "lienthong.portal.v1.Notification"},
    {"portal", "registration", "lienthong.portal.v1.RegisterDossierRequest"},
    {"gateway", "dossier", "lienthong.gateway.v1.Dossier"},
    {"gateway", "dossier-run", "lienthong.gateway.v1.DossierRun"},
    {"gateway", "dossier-result", "lienthong.gateway.v1.Part"},
    {"gateway", "dossier-event", "lienthong.gateway.v1.DossierEvent"},
};

const char* TypeOf(const std::string& agency, const std::string& table) {
  for (const RowType& type : kTypes) {
    if (type.table == table && (type.agency.empty() || type.agency == agency)) return type.message;
  }
  return nullptr;
}

absl::optional<google::protobuf::Struct> Fields(const char* type, absl::string_view bytes) {
  if (type == nullptr) return absl::nullopt;
  const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  if (descriptor == nullptr) return absl::nullopt;
  const std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
  if (!message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return absl::nullopt;
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  google::protobuf::Struct fields;
  if (!google::protobuf::util::MessageToJsonString(*message, &json, options).ok()) return absl::nullopt;
  if (!google::protobuf::util::JsonStringToMessage(json, &fields).ok()) return absl::nullopt;
  return fields;
}

// Keys of some tables are encoded numbers.
std::string Printable(const std::string& key) {
  const bool plain = std::all_of(key.begin(), key.end(), [](char c) { return absl::ascii_isprint(c); });
  return plain ? key : absl::CHexEscape(key);
}

bool IsLeftByEveryCall(const std::string& table) {
  constexpr absl::string_view kBookkeeping[] = {"idempotency", "agenda-owner", "moment"};
  return std::find(std::begin(kBookkeeping), std::end(kBookkeeping), table) != std::end(kBookkeeping);
}

}  // namespace

ReadableRow Readable(const std::string& agency, absl::string_view key, absl::string_view value) {
  ReadableRow row;
  if (const auto stored = store::ReadStoredRow(key, value)) {
    row.table = stored->table;
    row.key = Printable(stored->key);
    if (!stored->tombstone) row.fields = Fields(TypeOf(agency, row.table), stored->message);
    return row;
  }
  store::KeyReader reader(key);
  const std::string first = reader.Text().value_or("");
  row.table = Printable(first);
  row.key = absl::CHexEscape(reader.rest());
  row.fields = Fields(TypeOf(agency, first), value);
  row.is_bookkeeping = IsLeftByEveryCall(row.table);
  return row;
}

std::set<std::string> PlacesOf(const OfficeRows& rows) {
  std::set<std::string> places;
  for (const auto& [key, value] : rows) {
    const auto stored = store::ReadStoredRow(key, value);
    if (!stored) continue;
    for (const store::IndexPlace& place : stored->places) {
      places.insert(store::Key(stored->table, place.index, place.value));
      places.insert(store::Key(stored->table, place.index, place.value, stored->key));
    }
  }
  return places;
}

}  // namespace lienthong::snapshots
