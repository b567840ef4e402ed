#include "services/one_stop/receipts.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "seeds/calendar/working_calendar.h"
#include "seeds/places/places.h"
#include "services/base/applications/printable.h"
#include "services/base/world/times.h"

namespace lienthong::one_stop {
namespace {

using applications::EscapeHtml;
using applications::TableRow;

std::string ReceiverOf(const applications::v1::Application& application) {
  const seeds::Province* province = seeds::Places::Default().FindProvince(application.tenant());
  return province == nullptr ? "" : absl::StrCat("Bộ phận một cửa ", province->full_name);
}

std::string Printed(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%H:%M %d/%m/%Y", FromProto(time), seeds::VietnamTime());
}

std::string ComponentList(const v1::Receipt& receipt) {
  std::string list;
  for (const auto& component : receipt.components()) {
    absl::StrAppend(&list, "<li>", EscapeHtml(component.component_code()), "</li>\n");
  }
  return absl::StrCat("<ul>\n", list, "</ul>\n");
}

}  // namespace

v1::Receipt ReceiptOf(const applications::v1::Application& application) {
  v1::Receipt receipt;
  receipt.set_receipt_code(application.receipt_code());
  receipt.set_province_code(application.tenant());
  receipt.set_application_id(application.application_id());
  receipt.set_dossier_code(application.dossier_code());
  receipt.set_procedure_code(application.procedure_code());
  if (!application.history().empty()) *receipt.mutable_submitted_at() = application.history(0).at();
  *receipt.mutable_received_at() = application.received_at();
  *receipt.mutable_due_at() = application.due_at();
  receipt.set_received_by(ReceiverOf(application));
  *receipt.mutable_components() = application.components();
  return receipt;
}

applications::v1::Document PrintReceipt(const CallContext& context, const v1::Receipt& receipt) {
  applications::v1::Document document;
  document.set_kind("RECEIPT");
  document.set_number(receipt.receipt_code());
  document.mutable_title()->set_vi("Giấy tiếp nhận hồ sơ và hẹn trả kết quả");
  document.mutable_title()->set_en("Acknowledgement and appointment slip");
  document.set_html(absl::StrCat(
      "<p>", document.title().en(), "</p>\n<table>\n", TableRow("Mã hồ sơ", "Dossier code", receipt.receipt_code()),
      TableRow("Nơi tiếp nhận", "Received by", receipt.received_by()),
      TableRow("Thủ tục", "Procedure", receipt.procedure_code()),
      TableRow("Ngày tiếp nhận", "Received", Printed(receipt.received_at())),
      TableRow("Ngày hẹn trả", "Appointment", Printed(receipt.due_at())), "</table>\n", ComponentList(receipt)));
  applications::MarkSynthetic(document, context.config != nullptr && context.config->realistic_numbers());
  return document;
}

}  // namespace lienthong::one_stop
