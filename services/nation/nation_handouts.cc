#include <string>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/nation_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/store/page.h"
#include "services/nation/nation_export.h"
#include "services/nation/nation_kit.h"
#include "services/nation/nation_methods.h"

namespace lienthong::nation {
namespace {

using namespace control::v1;  // NOLINT: two message pairs follow

constexpr int kMostInKit = 1000;

ExportChoice ChoiceOf(const ExportNationPersonsRequest& request) {
  ExportChoice choice;
  choice.view = request.view();
  choice.province_code = request.province_code();
  choice.from_pin = request.from_pin();
  choice.format = request.format() == NATION_LINE_FORMAT_CSV ? LineFormat::kCsv : LineFormat::kJson;
  return choice;
}

// The token is the number of the next page's first person, bound to the nation and the question.
absl::StatusOr<ExportNationPersonsResponse> Export(const seeds::Nation& nation, const CallContext&,
                                                   const ExportNationPersonsRequest& request) {
  ExportChoice choice = ChoiceOf(request);
  const std::string query = absl::StrCat("export ", nation.Digest(), " ", choice.view, " ", choice.province_code, " ",
                                         choice.from_pin, " ", static_cast<int>(choice.format));
  ASSIGN_OR_RETURN(const int size, store::PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string first, store::LastKey(query, request.page_token()));
  if (!first.empty()) choice.from_pin = first;
  ASSIGN_OR_RETURN(const auto exported, NationExport::Make(nation, nation.country(), choice));
  ExportNationPersonsResponse response;
  if (first.empty()) response.set_lines(exported->Header());
  response.set_people(static_cast<int32_t>(exported->Append(size, response.mutable_lines())));
  const std::string next = exported->next();
  if (!next.empty()) response.set_next_page_token(store::PageToken(query, next));
  return response;
}

absl::StatusOr<MakeNationKitResponse> Kit(const seeds::Nation& nation, const CallContext&,
                                          const MakeNationKitRequest& request) {
  KitChoice choice;
  if (!request.story().empty()) choice.story = request.story();
  if (request.count() != 0) choice.count = request.count();
  choice.draw = request.draw();
  ASSIGN_OR_RETURN(auto files, MakeKit(nation, choice));
  MakeNationKitResponse response;
  for (NationKitFile& file : files) *response.add_files() = std::move(file);
  return response;
}

absl::Status ValidateExport(const ExportNationPersonsRequest&) { return absl::OkStatus(); }

absl::Status ValidateKit(const MakeNationKitRequest& request) {
  if (request.count() >= 0 && request.count() <= kMostInKit) return absl::OkStatus();
  return InvalidField("count", absl::StrCat("use 1 to ", kMostInKit, ", or 0 for the default"));
}

}  // namespace

void RegisterHandouts(const NationPtr& nation, host::Handlers& handlers) {
  Add(nation, handlers, "ExportNationPersons", Export, ValidateExport);
  Add(nation, handlers, "MakeNationKit", Kit, ValidateKit);
}

}  // namespace lienthong::nation
