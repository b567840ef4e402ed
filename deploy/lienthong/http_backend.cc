#include "deploy/lienthong/http_backend.h"

#include <algorithm>

#include "absl/strings/str_split.h"
#include "deploy/lienthong/agencies.h"
#include "gateway/dossier/dossier_errors.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/base/authority/authority_errors.h"
#include "services/base/descriptors/methods.h"
#include "services/base/error/error.h"

namespace lienthong {
namespace {

constexpr char kAgencyHeader[] = "lienthong-agency";
constexpr char kGateway[] = "gateway";

std::string ServiceOf(const std::string& method) { return method.substr(0, method.find('/')); }

// The request's own field `agency`, for services that several agencies serve.
std::string AgencyField(const std::string& method, const std::string& body) {
  const auto* descriptor = MethodNamed(method);
  const auto* field = descriptor == nullptr ? nullptr : descriptor->input_type()->FindFieldByName("agency");
  if (field == nullptr || field->type() != google::protobuf::FieldDescriptor::TYPE_STRING) return "";
  const std::unique_ptr<google::protobuf::Message> request(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor->input_type())->New());
  if (!request->ParseFromString(body)) return "";
  return request->GetReflection()->GetString(*request, field);
}

class WatchedStream : public http::Stream {
 public:
  explicit WatchedStream(std::unique_ptr<host::RawStream> stream) : stream_(std::move(stream)) {}
  void Next(absl::AnyInvocable<void(Event)> done) override {
    stream_->Next([done = std::move(done)](host::RawStream::Item item) mutable {
      Event event;
      if (!item.end) event.message = std::move(item.message);
      event.status = std::move(item.status);
      done(std::move(event));
    });
  }

 private:
  const std::unique_ptr<host::RawStream> stream_;
};

class RefusedStream : public http::Stream {
 public:
  explicit RefusedStream(absl::Status status) : status_(std::move(status)) {}
  void Next(absl::AnyInvocable<void(Event)> done) override { done(Event{absl::nullopt, status_}); }

 private:
  const absl::Status status_;
};

}  // namespace

absl::StatusOr<std::string> HttpBackend::Route(const std::string& method, const http::Metadata& metadata,
                                               const std::string& body) const {
  const std::string service = ServiceOf(method);
  std::vector<std::string> servers;
  for (const auto& entry : authority_->directory()) {
    const auto& services = entry.services();
    if (entry.name().find('/') != std::string::npos) continue;  // one tenant's seat is reached through its agency
    if (std::find(services.begin(), services.end(), service) != services.end()) servers.push_back(entry.name());
  }
  if (servers.size() == 1) return servers.front();
  std::string wanted(host::Find(metadata, kAgencyHeader));
  if (wanted.empty()) wanted = AgencyField(method, body);
  if (wanted.empty() && std::find(servers.begin(), servers.end(), kGateway) != servers.end()) return kGateway;
  if (wanted.empty()) return InvalidField("agency", "several agencies have this desk; name one");
  if (std::find(servers.begin(), servers.end(), wanted) == servers.end()) return authority::AgencyUnknown(wanted);
  return wanted;
}

void HttpBackend::Call(std::string method, http::Metadata metadata, std::string body, absl::Duration timeout,
                       absl::AnyInvocable<void(http::Answer)> done) {
  const auto agency = Route(method, metadata, body);
  if (!agency.ok()) return done(http::Answer{agency.status(), "", {}});
  host::RawCall call;
  call.method = std::move(method);
  call.metadata = std::move(metadata);
  call.body = std::move(body);
  call.timeout = timeout;
  transport_->Call(*agency, std::move(call), [done = std::move(done)](host::RawAnswer answer) mutable {
    done(http::Answer{std::move(answer.status), std::move(answer.body), {}});
  });
}

std::unique_ptr<http::Stream> HttpBackend::Watch(std::string method, http::Metadata metadata, std::string body) {
  const auto agency = Route(method, metadata, body);
  if (!agency.ok()) return std::make_unique<RefusedStream>(agency.status());
  host::RawCall call;
  call.method = std::move(method);
  call.metadata = std::move(metadata);
  call.body = std::move(body);
  return std::make_unique<WatchedStream>(transport_->Watch(*agency, std::move(call)));
}

void HttpBackend::PutFile(http::Metadata metadata, http::Upload upload,
                          absl::AnyInvocable<void(absl::StatusOr<http::StoredFile>)> done) {
  auto file = dossier::FileStore::Describe(upload.name, upload.media_type, std::move(upload.bytes));
  if (!file.ok()) return done(file.status());
  files_->Put(*std::move(file), [done = std::move(done)](absl::StatusOr<common::v1::FileReference> reference) mutable {
    if (!reference.ok()) return done(reference.status());
    done(http::StoredFile{reference->file_id(), reference->file_name(), reference->media_type(), reference->sha256(),
                          reference->size_bytes()});
  });
}

void HttpBackend::GetFile(http::Metadata metadata, std::string file_id,
                          absl::AnyInvocable<void(absl::StatusOr<http::Download>)> done) {
  const auto file = files_->Get(file_id);
  if (!file) return done(dossier::FileUnknown(file_id));
  const auto& reference = file->reference;
  done(http::Download{{reference.file_id(), reference.file_name(), reference.media_type(), reference.sha256(),
                       reference.size_bytes()},
                      *file->bytes});
}

std::vector<std::string> HttpBackend::Services() const {
  std::vector<std::string> services;
  for (const auto& entry : authority_->directory()) {
    for (const std::string& service : entry.services()) {
      if (std::find(services.begin(), services.end(), service) == services.end()) services.push_back(service);
    }
  }
  return services;
}

const google::protobuf::DescriptorPool& HttpBackend::Descriptors() const {
  return *google::protobuf::DescriptorPool::generated_pool();
}

std::vector<http::Agency> HttpBackend::Agencies() const {
  std::vector<http::Agency> agencies;
  for (const auto& entry : authority_->directory()) {
    http::Agency agency;
    agency.name = entry.name();
    agency.address = entry.address();
    agency.services = {entry.services().begin(), entry.services().end()};
    agency.simulated = !entry.external();
    const AgencyKind* kind = FindAgency(entry.name());
    agency.title_vi = kind == nullptr ? "Phần mềm dịch vụ công liên thông" : kind->title_vi;
    agency.title_en = kind == nullptr ? "Interlinked-service gateway" : kind->title_en;
    agencies.push_back(std::move(agency));
  }
  return agencies;
}

}  // namespace lienthong
