#pragma once

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/host/handlers.h"

namespace lienthong::host {

// Binder puts the member functions of one object under the methods of one service:
//
//   const host::Binder bind(handlers, "lienthong.tax.v1.TaxService", std::make_shared<const TaxService>(nation));
//   bind("LookUpTaxpayer", &TaxService::LookUpTaxpayer, ValidateLookUpTaxpayer);
//   bind("ListTaxpayers", &TaxService::ListTaxpayers);
//
// The object lives as long as the handlers.
template <class Object>
class Binder {
 public:
  // `service` is "package.Service".
  Binder(Handlers& handlers, std::string service, std::shared_ptr<Object> object)
      : handlers_(handlers), service_(std::move(service)), object_(std::move(object)) {}

  template <class Request, class Response, class Class>
  void operator()(const char* method,
                  absl::StatusOr<Response> (Class::*handle)(CallContext&, store::Txn&, const Request&) const,
                  Handlers::Validator<std::type_identity_t<Request>> validate = nullptr) const {
    Bind<Request, Response>(method, handle, std::move(validate));
  }
  template <class Request, class Response, class Class>
  void operator()(const char* method,
                  absl::StatusOr<Response> (Class::*handle)(CallContext&, store::Txn&, const Request&),
                  Handlers::Validator<std::type_identity_t<Request>> validate = nullptr) const {
    Bind<Request, Response>(method, handle, std::move(validate));
  }

  // "package.Service/method".
  std::string Method(const char* method) const { return absl::StrCat(service_, "/", method); }

 private:
  template <class Request, class Response, class Handle>
  void Bind(const char* method, Handle handle, Handlers::Validator<Request> validate) const {
    const auto handler = [object = object_, handle](CallContext& context, store::Txn& txn, const Request& request) {
      return ((*object).*handle)(context, txn, request);
    };
    handlers_.Unary<Request, Response>(Method(method), handler, std::move(validate));
  }

  Handlers& handlers_;
  const std::string service_;
  const std::shared_ptr<Object> object_;
};

}  // namespace lienthong::host
