#include "scenarios/runner/methods.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.pb.h"
#include "seeds/text/nearest.h"
#include "services/base/descriptors/methods.h"
#include "services/base/host/agency_name.h"
#include "services/base/status.h"

namespace lienthong::scenarios {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

// Services that agencies share.
constexpr const char* kShared[] = {"lienthong.applications.v1.ApplicationService", "lienthong.gateway.v1.EventService"};

// What the gateway serves beside its own.
constexpr char kGateway[] = "gateway";
constexpr char kAtGateway[] = "lienthong.control.v1.NationService";

std::string CamelCase(const std::string& snake) {
  std::string camel;
  bool upper = true;
  for (const char c : snake) {
    if (c != '_') camel += upper ? static_cast<char>(c & ~0x20) : c;
    upper = c == '_';
  }
  return camel;
}

std::vector<const ServiceDescriptor*> ServicesOf(const std::string& agency) {
  const DescriptorPool& pool = *DescriptorPool::generated_pool();
  const std::string name(host::AgencyOf(agency));
  std::vector<const ServiceDescriptor*> services;
  const std::string own = absl::StrCat("lienthong.", name, ".v1.", CamelCase(name), "Service");
  if (const ServiceDescriptor* service = pool.FindServiceByName(own)) {
    // All services of the package that stand in the same file, and after them the shared ones.
    for (int i = 0; i < service->file()->service_count(); ++i) services.push_back(service->file()->service(i));
  }
  if (name == kGateway) services.push_back(pool.FindServiceByName(kAtGateway));
  for (const char* shared : kShared) services.push_back(pool.FindServiceByName(shared));
  return services;
}

absl::StatusOr<const MethodDescriptor*> ByFullName(const std::string& method) {
  const MethodDescriptor* found = MethodNamed(method);
  if (found == nullptr) return absl::NotFoundError(absl::StrCat("no method \"", method, "\" is known"));
  return found;
}

absl::Status CheckMember(const FieldDescriptor* field, const std::string& name, const Descriptor& type,
                         const Json& value) {
  if (field == nullptr) {
    std::vector<std::string> names;
    for (int i = 0; i < type.field_count(); ++i) names.push_back(type.field(i)->name());
    return absl::InvalidArgumentError(
        absl::StrCat("\"", name, "\" is no field of ", type.name(), seeds::DidYouMean(name, names)));
  }
  if (field->message_type() == nullptr || field->is_map()) return absl::OkStatus();
  if (!field->is_repeated()) return CheckNames(value, *field->message_type());
  if (!value.is_array()) return absl::OkStatus();  // a placeholder, or refused when the request is made
  for (const Json& item : value) RETURN_IF_ERROR(CheckNames(item, *field->message_type()));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<const MethodDescriptor*> FindMethod(const std::string& agency, const std::string& method) {
  if (absl::StrContains(method, ".")) return ByFullName(method);
  std::vector<std::string> names;
  for (const ServiceDescriptor* service : ServicesOf(agency)) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor* candidate = service->method(i);
      const std::string with_service = absl::StrCat(service->name(), "/", candidate->name());
      if (method == candidate->name() || method == with_service) return candidate;
      names.push_back(candidate->name());
    }
  }
  return absl::NotFoundError(
      absl::StrCat("\"", agency, "\" has no method \"", method, "\"", seeds::DidYouMean(method, names)));
}

bool ChangesSomething(const MethodDescriptor& method) {
  return method.options().idempotency_level() != google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
}

absl::Status CheckNames(const Json& json, const Descriptor& type) {
  if (!json.is_object() || type.file()->package() == "google.protobuf") return absl::OkStatus();
  for (const auto& member : json.items()) {
    RETURN_IF_ERROR(CheckMember(type.FindFieldByName(member.key()), member.key(), type, member.value()));
  }
  return absl::OkStatus();
}

}  // namespace lienthong::scenarios
