// The methods of NationService by what they are about; nation_service.h registers them all.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"
#include "services/nation/nation_record.h"

namespace lienthong::nation {

using NationPtr = std::shared_ptr<const seeds::Nation>;

// People by a number, a name, or what they are.
void RegisterLookups(const NationPtr& nation, host::Handlers& handlers);
// Everybody page by page, and households.
void RegisterLists(const NationPtr& nation, host::Handlers& handlers);
// Lines and kits to take away.
void RegisterHandouts(const NationPtr& nation, host::Handlers& handlers);
// The nation itself and its figures.
void RegisterFigures(const NationPtr& nation, host::Handlers& handlers);
// Administrative units.
void RegisterPlaces(host::Handlers& handlers);
// The truth behind a world's registers.
void RegisterAnswerKeys(const NationPtr& nation, host::Handlers& handlers);

// "/package.Service/Method" without the first slash.
std::string MethodName(absl::string_view method);

// The nation with the kind of personal numbers that the call's world has.
const seeds::Nation& NationOf(const NationPtr& nation, const CallContext& context);

// The nation's refusal of a query: in words of its own, and without personal data.
absl::Status QueryRefused(const absl::Status& status);

// Adds a method that asks the nation as the call's world numbers it.
template <class Request, class Response>
void Add(const NationPtr& nation, host::Handlers& handlers, absl::string_view method,
         absl::StatusOr<Response> (*ask)(const seeds::Nation&, const CallContext&, const Request&),
         absl::Status (*validate)(const Request&)) {
  handlers.Unary<Request, Response>(
      MethodName(method),
      [nation, ask](CallContext& context, store::Txn&, const Request& request) {
        return ask(NationOf(nation, context), context, request);
      },
      validate);
}

template <class Response>
void AddPersons(const std::vector<seeds::Person>& persons, Response* response) {
  for (const seeds::Person& person : persons) *response->add_persons() = PersonRecord(person);
}

}  // namespace lienthong::nation
