#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"

namespace lienthong::engine {

// The standard error types of the DSL, and ours for decided applications.
inline constexpr char kErrorConfiguration[] = "https://serverlessworkflow.io/spec/1.0.0/errors/configuration";
inline constexpr char kErrorValidation[] = "https://serverlessworkflow.io/spec/1.0.0/errors/validation";
inline constexpr char kErrorExpression[] = "https://serverlessworkflow.io/spec/1.0.0/errors/expression";
inline constexpr char kErrorAuthentication[] = "https://serverlessworkflow.io/spec/1.0.0/errors/authentication";
inline constexpr char kErrorAuthorization[] = "https://serverlessworkflow.io/spec/1.0.0/errors/authorization";
inline constexpr char kErrorTimeout[] = "https://serverlessworkflow.io/spec/1.0.0/errors/timeout";
inline constexpr char kErrorCommunication[] = "https://serverlessworkflow.io/spec/1.0.0/errors/communication";
inline constexpr char kErrorRuntime[] = "https://serverlessworkflow.io/spec/1.0.0/errors/runtime";
inline constexpr char kErrorApplicationRefused[] = "https://lienthong.vn/errors/application/refused";
inline constexpr char kErrorApplicationWithdrawn[] = "https://lienthong.vn/errors/application/withdrawn";
inline constexpr char kErrorApplicationSilent[] = "https://lienthong.vn/errors/application/silent";

// WorkflowError is the problem-details object a workflow catches as $error, with the agency's reason kept beside it.
struct WorkflowError {
  std::string type;
  int status = 500;  // HTTP status of the occurrence
  std::string title;
  std::string detail;
  std::string instance;  // JSON pointer to the task; filled by the engine when empty
  std::string reason;    // name of lienthong.common.v1.Reason, empty when the cause has none
  std::map<std::string, std::string> metadata;

  bool operator==(const WorkflowError&) const = default;

  // One JSON object: type, status, title, detail, instance, reason, metadata.
  std::string ToJson() const;
};

// The error of a call that failed with `status`: its code picks type and HTTP status, its google.rpc.ErrorInfo payload
// gives reason and metadata.
WorkflowError ErrorOfCall(const absl::Status& status);

}  // namespace lienthong::engine
