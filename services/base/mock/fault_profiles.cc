#include "services/base/mock/fault_profiles.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "embed/lienthong_fault_profiles.h"
#include "google/protobuf/text_format.h"
#include "lienthong/control/v1/mock_service.pb.h"
#include "services/base/mock/rule_errors.h"

namespace lienthong::mock {
namespace {

using control::v1::Fault;
using control::v1::FaultProfile;

// The file is compiled in: a mistake in it must not survive the first test.
template <class Message>
Message Read(absl::string_view file) {
  Message message;
  if (!google::protobuf::TextFormat::ParseFromString(std::string(fault_profile_files::File(file)), &message)) {
    fprintf(stderr, "lienthong: %s is no %s\n", std::string(file).c_str(), message.GetTypeName().c_str());
    abort();
  }
  return message;
}

const std::vector<Fault>& SingleFaults() {
  static const auto* faults = [] {
    const auto read = Read<control::v1::PutFaultsRequest>("single_faults.textproto");
    return new std::vector<Fault>(read.faults().begin(), read.faults().end());
  }();
  return *faults;
}

std::vector<FaultProfile> ReadProfiles() {
  auto read = Read<control::v1::ListFaultProfilesResponse>("fault_profiles.textproto");
  std::vector<FaultProfile> profiles(read.profiles().begin(), read.profiles().end());
  for (FaultProfile& profile : profiles) {
    for (Fault& fault : *profile.mutable_faults()) fault.set_profile(profile.name());
  }
  std::sort(profiles.begin(), profiles.end(), [](const auto& a, const auto& b) { return a.name() < b.name(); });
  return profiles;
}

std::vector<std::string> ProfileNames() {
  std::vector<std::string> names;
  for (const FaultProfile& profile : FaultProfiles()) names.push_back(profile.name());
  return names;
}

}  // namespace

const std::vector<FaultProfile>& FaultProfiles() {
  static const auto* profiles = new std::vector<FaultProfile>(ReadProfiles());
  return *profiles;
}

absl::StatusOr<const FaultProfile*> FindFaultProfile(absl::string_view name) {
  for (const FaultProfile& profile : FaultProfiles()) {
    if (profile.name() == name) return &profile;
  }
  return FaultProfileUnknown(name, ProfileNames());
}

absl::StatusOr<std::vector<const Fault*>> FaultsAskedFor(absl::string_view name, const Rules& rules) {
  if (const CompiledFault* fault = rules.FindFault(name)) return std::vector<const Fault*>{&fault->rule};
  for (const Fault& fault : SingleFaults()) {
    if (fault.name() == name) return std::vector<const Fault*>{&fault};
  }
  std::vector<const Fault*> faults;
  if (const auto profile = FindFaultProfile(name); profile.ok()) {
    for (const Fault& fault : (*profile)->faults()) faults.push_back(&fault);
    return faults;
  }
  std::vector<std::string> known = rules.FaultNames();
  for (const Fault& fault : SingleFaults()) known.push_back(fault.name());
  for (const std::string& profile : ProfileNames()) known.push_back(profile);
  return FaultUnknown(name, known);
}

}  // namespace lienthong::mock
