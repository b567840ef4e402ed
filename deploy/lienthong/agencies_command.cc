#include <cstdio>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "deploy/lienthong/agencies.h"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/remote.h"
#include "google/protobuf/util/json_util.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/rpc/grpc_transport.h"

namespace lienthong {
namespace {

using control::v1::ListAgenciesResponse;

void PrintJson(const ListAgenciesResponse& response) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(response, &json, options);
  std::fputs(json.c_str(), stdout);
}

void PrintTable(const ListAgenciesResponse& response) {
  for (const auto& agency : response.agencies()) {
    const AgencyKind* kind = FindAgency(agency.name());
    std::printf("%-18s %-22s %s%s\n", agency.name().c_str(), agency.address().c_str(),
                kind == nullptr ? "Interlinked-service gateway" : kind->title_en.c_str(),
                agency.external() ? " (external)" : "");
  }
}

int List(const std::string& target, bool json) {
  host::Directory directory;
  directory.SetAddress("control", target);
  host::GrpcTransport transport(&directory);
  const auto response = CallAndWait<ListAgenciesResponse>(
      transport, "control", "lienthong.control.v1.ControlService/ListAgencies", control::v1::ListAgenciesRequest());
  if (!response.ok()) {
    std::fprintf(stderr, "lienthong: %s\n", std::string(response.status().message()).c_str());
    return 1;
  }
  json ? PrintJson(*response) : PrintTable(*response);
  return 0;
}

int ListCompiledIn() {
  for (const AgencyKind& kind : AllAgencies()) std::printf("%-18s %s\n", kind.name.c_str(), kind.title_en.c_str());
  return 0;
}

}  // namespace

void AddAgenciesCommand(CLI::App& app, int& exit_code) {
  const auto target = std::make_shared<std::string>("127.0.0.1:7000");
  const auto json = std::make_shared<bool>(false);
  const auto compiled_in = std::make_shared<bool>(false);
  CLI::App* agencies = app.add_subcommand("agencies", "The agencies of a running simulator and their addresses");
  agencies->add_option("--target", *target, "HOST:PORT of the gateway")->capture_default_str();
  agencies->add_flag("--json", *json, "Print JSON");
  agencies->add_flag("--compiled-in", *compiled_in, "Those that this program can serve; none need run");
  agencies->footer("Example:\n  lienthong agencies --target 127.0.0.1:7000 --json");
  agencies->callback([target, json, compiled_in, &exit_code] {
    exit_code = *compiled_in ? ListCompiledIn() : List(*target, *json);
  });
}

}  // namespace lienthong
