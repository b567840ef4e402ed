#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/struct.pb.h"
#include "lienthong/applications/v1/application.pb.h"

// Typed requests that the gateway knows only by reflection: what it adds to them before they leave.
namespace lienthong::dossier {

// The request with its field request_id set, where the message has one.
std::string WithRequestId(const std::string& method, const std::string& request, const std::string& request_id);

// The request with the gateway's part of its application header: id and dossier code always, applicant, components and
// channel where the workflow left them empty.
std::string WithHeader(const std::string& method, const std::string& request,
                       const applications::v1::ApplicationHeader& header);

// Merges what the applicant added into the request: components by code, and member `section` of `form` into the
// request's form, or into its member of that name where it has one.
//   INVALID_FIELD  the form does not fit, or has another section; names the path
absl::StatusOr<std::string> WithSupplement(const std::string& method, const std::string& request,
                                           const applications::v1::ApplicationHeader& added, const std::string& section,
                                           const google::protobuf::Struct& form);

// Whether both are the same message, whatever the order of their maps.
bool IsSameRequest(const std::string& method, const std::string& a, const std::string& b);

// Replaces or adds components, told apart by their code.
void MergeComponents(const google::protobuf::RepeatedPtrField<common::v1::Component>& added,
                     google::protobuf::RepeatedPtrField<common::v1::Component>* components);
// Objects are merged member by member; everything else is replaced.
void MergeStruct(const google::protobuf::Struct& patch, google::protobuf::Struct* target);

// Who answers the call: the agency of the method's package, or one tenant of it ("one_stop/22") where the request names
// a province.
std::string SeatOf(const std::string& method, const std::string& request);

// The Application in an answer to a submission; nullopt when the message has none.
absl::StatusOr<applications::v1::Application> ApplicationIn(const std::string& method, const std::string& response);

}  // namespace lienthong::dossier
