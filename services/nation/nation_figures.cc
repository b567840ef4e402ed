#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/nation_service.pb.h"
#include "seeds/nation/stats/nation_stats.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/nation/nation_methods.h"

namespace lienthong::nation {
namespace {

using namespace control::v1;  // NOLINT: two message pairs follow

constexpr int kFewest = 1'000;
constexpr int kUsual = 100'000;
constexpr int kMost = 1'000'000;

DescribeNationResponse Describe(const seeds::Nation& nation) {
  DescribeNationResponse response;
  response.set_version(std::string(seeds::Nation::version()));
  response.set_digest(nation.Digest());
  response.set_seed(nation.options().seed);
  response.set_population(nation.population());
  response.set_table_bytes(static_cast<int64_t>(nation.table_bytes()));
  *response.mutable_as_of() = lienthong::ToProto(seeds::kSnapshotDay);
  return response;
}

control::v1::NationStat ToProto(const seeds::NationStat& figure) {
  control::v1::NationStat stat;
  stat.set_group(figure.group);
  stat.set_name(figure.name);
  stat.set_value(figure.value);
  if (figure.target) stat.set_target(*figure.target);
  stat.set_unit(figure.unit);
  stat.set_sourced(figure.sourced);
  stat.set_exact(figure.exact);
  return stat;
}

GetNationStatsResponse Stats(const seeds::Nation& nation, int sample) {
  GetNationStatsResponse response;
  for (const seeds::NationStat& figure : seeds::NationStats(nation.country(), static_cast<uint32_t>(sample))) {
    *response.add_stats() = ToProto(figure);
  }
  return response;
}

absl::Status CheckSample(const GetNationStatsRequest& request) {
  if (request.sample() == 0 || (request.sample() >= kFewest && request.sample() <= kMost)) return absl::OkStatus();
  return InvalidField("sample", absl::StrCat("use ", kFewest, " to ", kMost, ", or 0 for the default"));
}

}  // namespace

void RegisterFigures(const NationPtr& nation, host::Handlers& handlers) {
  handlers.Unary<DescribeNationRequest, DescribeNationResponse>(
      MethodName("DescribeNation"),
      [nation](CallContext& context, store::Txn&, const DescribeNationRequest&)
          -> absl::StatusOr<DescribeNationResponse> { return Describe(NationOf(nation, context)); });
  handlers.Unary<GetNationStatsRequest, GetNationStatsResponse>(
      MethodName("GetNationStats"),
      [nation](CallContext&, store::Txn&,
               const GetNationStatsRequest& request) -> absl::StatusOr<GetNationStatsResponse> {
        return Stats(*nation, request.sample() == 0 ? kUsual : request.sample());
      },
      CheckSample);
}

}  // namespace lienthong::nation
