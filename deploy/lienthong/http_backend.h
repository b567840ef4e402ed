#pragma once

#include <memory>
#include <string>

#include "gateway/dossier/file_store.h"
#include "gateway/http/backend.h"
#include "services/base/admission/admission.h"
#include "services/base/authority/authority.h"
#include "services/base/host/wire.h"
#include "services/base/metrics/board.h"

namespace lienthong {

// HttpBackend lets HTTP reach every agency: a call goes to the agency of the method's package; the desks' shared
// service goes where the request's field `agency` (or the header lienthong-agency) says. Thread-safe.
class HttpBackend : public http::Backend {
 public:
  // All outlive the backend.
  HttpBackend(host::Transport* transport, authority::Authority* authority, dossier::FileStore* files,
              const metrics::Board* metrics, const admission::Admission* admission)
      : transport_(transport), authority_(authority), files_(files), metrics_(metrics), admission_(admission) {}

  void Call(std::string method, http::Metadata metadata, std::string body, absl::Duration timeout,
            absl::AnyInvocable<void(http::Answer)> done) override;
  std::unique_ptr<http::Stream> Watch(std::string method, http::Metadata metadata, std::string body) override;
  void PutFile(http::Metadata metadata, http::Upload upload,
               absl::AnyInvocable<void(absl::StatusOr<http::StoredFile>)> done) override;
  void GetFile(http::Metadata metadata, std::string file_id,
               absl::AnyInvocable<void(absl::StatusOr<http::Download>)> done) override;
  std::vector<std::string> Services() const override;
  const google::protobuf::DescriptorPool& Descriptors() const override;
  std::vector<http::Agency> Agencies() const override;
  std::string MetricsText() const override { return metrics_->Text(); }
  bool Healthy() const override { return !admission_->closed(); }

 private:
  // The agency that serves the call.
  absl::StatusOr<std::string> Route(const std::string& method, const http::Metadata& metadata,
                                    const std::string& body) const;

  host::Transport* const transport_;
  authority::Authority* const authority_;
  dossier::FileStore* const files_;
  const metrics::Board* const metrics_;
  const admission::Admission* const admission_;
};

}  // namespace lienthong
