#include "services/base/applications/submission.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "services/base/applications/applicant.h"
#include "services/base/applications/case.h"
#include "services/base/applications/officer.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::applications {
namespace {

constexpr size_t kMaxIdLength = 100;

bool IsIdCharacter(char c) { return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-'; }

absl::Status CheckId(const std::string& id) {
  const bool valid = !id.empty() && id.size() <= kMaxIdLength && std::all_of(id.begin(), id.end(), IsIdCharacter);
  if (valid) return absl::OkStatus();
  return InvalidField("header.application_id", "use 1 to 100 characters of A-Z, a-z, 0-9, dot, hyphen, underscore");
}

// Equal forms give equal bytes, whatever the order of their maps.
google::protobuf::Any Pack(const google::protobuf::Message& form) {
  google::protobuf::Any any;
  any.set_type_url("type.googleapis.com/" + form.GetDescriptor()->full_name());
  google::protobuf::io::StringOutputStream stream(any.mutable_value());
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  form.SerializeToCodedStream(&coded);
  return any;
}

Application ApplicationOf(const Office& office, const CallContext& context, const ApplicationHeader& header) {
  Application application;
  application.set_application_id(header.application_id());
  application.set_agency(office.agency);
  application.set_dossier_code(header.dossier_code());
  *application.mutable_applicant() = header.applicant();
  *application.mutable_components() = header.components();
  application.set_channel(header.channel() == v1::CHANNEL_UNSPECIFIED ? v1::CHANNEL_ONLINE : header.channel());
  if (!context.outside) application.set_notify(context.caller);
  return application;
}

absl::StatusOr<Application> Begin(Case file, const v1::Delivery& delivery) {
  const Application& application = file.application;
  file.state.set_application_id(application.application_id());
  *file.state.add_deliveries() = delivery;
  ASSIGN_OR_RETURN(const absl::Time received, file.office.ReceivedAt(file.now()));
  *file.application.mutable_received_at() = ToProto(received);
  RETURN_IF_ERROR(SetDue(file, file.now()));
  file.application.set_receipt_code(file.procedure.ReceiptCode(file.context, file.txn, application));
  RETURN_IF_ERROR(Move(file, {v1::APPLICATION_STATUS_SUBMITTED, kByApplicant}));
  RETURN_IF_ERROR(Arrive(file));
  RETURN_IF_ERROR(Save(file));
  return std::move(file.application);
}

absl::StatusOr<Application> DeliverAgain(Case file, const google::protobuf::Any& form, const Components& components,
                                         const v1::Delivery& delivery) {
  if (WasDelivered(file.state, delivery)) return std::move(file.application);
  if (file.application.status() == v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED) {
    RETURN_IF_ERROR(AnswerSupplement(file, components, &form));
    RETURN_IF_ERROR(Save(file));
    return std::move(file.application);
  }
  if (FormWasDelivered(file.state, delivery)) return std::move(file.application);
  return Error(absl::StatusCode::kAlreadyExists, Reason::APPLICATION_ID_TAKEN)
      .With("application_id", file.application.application_id());
}

}  // namespace

absl::StatusOr<Application> Submit(const Office& office, CallContext& context, store::Txn& txn,
                                   const ApplicationHeader& header, const google::protobuf::Message& form,
                                   absl::string_view procedure_code, absl::string_view tenant) {
  RETURN_IF_ERROR(CheckId(header.application_id()));
  const google::protobuf::Any packed = Pack(form);
  const v1::Delivery delivery = DeliveryOf(packed, header.components());
  if (office.applications.Get(txn, header.application_id())) {
    ASSIGN_OR_RETURN(Case known, OpenCase(office, context, txn, header.application_id()));
    return DeliverAgain(std::move(known), packed, header.components(), delivery);
  }
  Application application = ApplicationOf(office, context, header);
  application.set_procedure_code(header.procedure_code().empty() ? std::string(procedure_code)
                                                                 : header.procedure_code());
  application.set_tenant(std::string(tenant));
  *application.mutable_form() = packed;
  ASSIGN_OR_RETURN(Procedure * procedure, office.ProcedureOf(application.procedure_code()));
  return Begin(Case{office, *procedure, context, txn, std::move(application), {}}, delivery);
}

}  // namespace lienthong::applications
