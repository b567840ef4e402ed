#include <cstdio>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/remote.h"
#include "gateway/coherence/invariant.h"
#include "google/protobuf/util/json_util.h"
#include "lienthong/control/v1/check_service.pb.h"
#include "services/base/rpc/grpc_transport.h"
#include "services/base/world/times.h"

namespace lienthong {
namespace {

using control::v1::CheckWorldRequest;
using control::v1::CheckWorldResponse;
using control::v1::Violation;

// Reading a large world takes a while; waiting comes on top.
constexpr absl::Duration kPatience = absl::Minutes(5);

struct Arguments {
  std::string target = "127.0.0.1:7000";
  std::string world = "default";
  double wait_seconds = 0;
  std::string language = "en";
  bool json = false;
  bool list = false;
};

const std::string& In(const std::string& language, const common::v1::LocalizedText& text) {
  return language == "vi" ? text.vi() : text.en();
}

void PrintJson(const CheckWorldResponse& response) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(response, &json, options);
  std::fputs(json.c_str(), stdout);
}

// "number.free: population number_issue 00001-2024-00001 (d-1.1.B): The number ..."
void PrintViolation(const char* word, const Violation& violation, const std::string& language) {
  std::string place = violation.agency();
  for (const std::string& part : {violation.table(), violation.key()}) {
    if (!part.empty()) absl::StrAppend(&place, " ", part);
  }
  const bool of_a_case = !violation.case_id().empty() && violation.case_id() != violation.key();
  if (of_a_case) absl::StrAppend(&place, " (", violation.case_id(), ")");
  std::printf("%s%s: %s: %s\n", word, violation.invariant().c_str(), place.c_str(),
              In(language, violation.text()).c_str());
}

// Each violated invariant with its claim, then the places, then one line that sums up.
void PrintReport(const CheckWorldResponse& response, const std::string& language) {
  int64_t violations = 0;
  int64_t in_flight = 0;
  for (const auto& result : response.results()) {
    violations += result.violations();
    in_flight += result.in_flight();
    if (result.violations() == 0) continue;
    std::printf("violated %s, %lld times: %s [%s]\n", result.invariant().c_str(),
                static_cast<long long>(result.violations()), In(language, result.claim()).c_str(),
                result.basis().c_str());
    for (const Violation& violation : response.violations()) {
      if (violation.invariant() == result.invariant()) PrintViolation("  ", violation, language);
    }
  }
  for (const Violation& violation : response.in_flight()) PrintViolation("in flight ", violation, language);
  int64_t rows = 0;
  for (const auto& office : response.offices()) {
    rows += office.rows();
    if (office.external()) std::printf("not looked at: %s (somebody else's server)\n", office.agency().c_str());
    for (const std::string& table : office.unknown_tables()) {
      std::printf("no invariant knows: %s %s\n", office.agency().c_str(), table.c_str());
    }
  }
  std::printf("%d invariants over %lld rows at %d offices: %lld violations, %lld in flight%s\n", response.results_size(),
              static_cast<long long>(rows), response.offices_size(), static_cast<long long>(violations),
              static_cast<long long>(in_flight), response.quiet() ? "" : ", the world is at work");
}

int Check(const Arguments& arguments) {
  host::Directory directory;
  directory.SetAddress("control", arguments.target);
  host::GrpcTransport transport(&directory);
  CheckWorldRequest request;
  request.set_world(arguments.world);
  *request.mutable_wait() = ToProto(absl::Seconds(arguments.wait_seconds));
  const auto response =
      CallAndWait<CheckWorldResponse>(transport, "control", "lienthong.control.v1.CheckService/CheckWorld", request,
                                      kPatience + absl::Seconds(arguments.wait_seconds));
  if (!response.ok()) {
    std::fprintf(stderr, "lienthong: %s\n", std::string(response.status().message()).c_str());
    return 1;
  }
  arguments.json ? PrintJson(*response) : PrintReport(*response, arguments.language);
  if (!response->violations().empty()) return 1;
  if (response->quiet() || arguments.wait_seconds == 0) return 0;
  std::fprintf(stderr, "lienthong: world %s was still at work after %g seconds; wait longer, or look at what is due\n",
               arguments.world.c_str(), arguments.wait_seconds);
  return 1;
}

int List(const std::string& language) {
  for (const coherence::Invariant& invariant : coherence::AllInvariants()) {
    std::printf("%-24s %s [%s]\n", invariant.id, language == "vi" ? invariant.claim_vi : invariant.claim_en,
                invariant.basis);
  }
  return 0;
}

}  // namespace

void AddCheckCommand(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* check = app.add_subcommand("check", "Coherence across all registries of a world");
  check->add_option("--target", arguments->target, "HOST:PORT of the gateway")->capture_default_str();
  check->add_option("--world", arguments->world, "World to check")->capture_default_str();
  check->add_option("--wait", arguments->wait_seconds, "Look again until nothing is in flight, at most so many seconds")
      ->check(CLI::Range(0.0, 600.0));
  check->add_option("--language", arguments->language, "Of sentences")->check(CLI::IsMember({"en", "vi"}));
  check->add_flag("--json", arguments->json, "Print JSON");
  check->add_flag("--list", arguments->list, "Print what is checked; no server need run");
  check->footer("Exit codes: 0 coherent, 1 violations or it could not be carried out, 2 wrong usage.\n"
                "Example:\n  lienthong check --target 127.0.0.1:7000 --world tour");
  check->callback([arguments, &exit_code] {
    exit_code = arguments->list ? List(arguments->language) : Check(*arguments);
  });
}

}  // namespace lienthong
