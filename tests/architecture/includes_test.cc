// Who may include whom: DESIGN.md, section 2.
#include <set>

#include "gtest/gtest.h"
#include "tests/architecture/source_tree.h"

namespace lienthong::architecture {
namespace {

// "services/tax" of "services/tax/tax_registry.h"; empty for names without a folder of ours.
std::string RoomOf(const std::string& include) {
  const std::vector<std::string> parts = absl::StrSplit(include, '/');
  if (parts.size() < 3) return "";
  return parts[0] + "/" + parts[1];
}

bool IsOurs(const std::string& include) {
  for (const std::string& folder : kProduct) {
    if (absl::StartsWith(include, folder + "/")) return true;
  }
  return absl::StartsWith(include, "tests/");
}

// Files of `folder` include, of our own code, only what begins with one of `allowed`.
void ExpectOnly(const std::string& folder, const std::vector<std::string>& allowed) {
  const auto files = FilesOf({folder});
  ASSERT_FALSE(files.empty()) << folder;
  for (const SourceFile& file : files) {
    for (const std::string& include : file.Includes()) {
      if (!IsOurs(include)) continue;
      const auto begins = [&include](const std::string& prefix) { return absl::StartsWith(include, prefix); };
      EXPECT_TRUE(std::any_of(allowed.begin(), allowed.end(), begins)) << file.path << " includes " << include;
    }
  }
}

std::vector<std::string> Agencies() {
  std::set<std::string> rooms;
  for (const SourceFile& file : FilesOf({"services"})) {
    const std::string room = RoomOf(file.path);
    if (room != "services/base") rooms.insert(room);
  }
  return {rooms.begin(), rooms.end()};
}

TEST(IncludesTest, TheNationKnowsOnlyItself) { ExpectOnly("seeds", {"seeds/"}); }

// The desk and the clock need the working calendar and the dated law; the registers' people stay out.
TEST(IncludesTest, TheBaseKnowsCalendarAndLawOnly) {
  ExpectOnly("services/base", {"services/base/", "seeds/calendar/", "seeds/law/", "seeds/data.h",
                               // identity checks are about numbers, names and places as such
                               "seeds/identifiers/", "seeds/names/", "seeds/places/",
                               // help with misspelt names
                               "seeds/text/",
                               // a plain record, without the nation that computes it
                               "seeds/nation/person.h",
                               // plain figures: what a world wants to be wrong
                               "seeds/nation/defects/defect_plan.h",
                               // and what people are searched by
                               "seeds/nation/search/queries.h"});
}

TEST(IncludesTest, AnAgencyKnowsNeitherAnotherNorTheGateway) {
  const auto agencies = Agencies();
  ASSERT_GE(agencies.size(), 5u);
  for (const std::string& agency : agencies) ExpectOnly(agency, {agency + "/", "services/base/", "seeds/"});
}

TEST(IncludesTest, ARegistryKnowsNoGrpc) {
  int registries = 0;
  for (const SourceFile& file : FilesOf({"services", "gateway"})) {
    if (!absl::EndsWith(file.path, "_registry.h")) continue;
    ++registries;
    EXPECT_FALSE(file.IncludesAnything("grpc")) << file.path;
  }
  EXPECT_GE(registries, 5);
}

TEST(IncludesTest, GrpcStaysInTheRoomOfTheWire) {
  for (const SourceFile& file : FilesOf(kProduct)) {
    if (absl::StartsWith(file.path, "services/base/rpc/")) continue;
    EXPECT_FALSE(file.IncludesAnything("grpcpp/")) << file.path;
    EXPECT_FALSE(file.IncludesAnything(".grpc.pb.h")) << file.path;
  }
}

TEST(IncludesTest, TheEngineKnowsNoAgencyAndNoDossier) {
  ExpectOnly("gateway/engine", {"gateway/engine/", "services/base/", "seeds/data.h", "seeds/text/"});
}

TEST(IncludesTest, DossiersKnowTheEngineAndNoAgency) {
  ExpectOnly("gateway/dossier", {"gateway/dossier/", "gateway/engine/", "services/base/", "seeds/calendar/",
                                 "seeds/law/", "seeds/data.h"});
}

// It reads what everybody stores, by their messages, and nobody's code.
TEST(IncludesTest, TheCoherenceCheckKnowsNoAgencyAndNoDossier) {
  ExpectOnly("gateway/coherence", {"gateway/coherence/", "services/base/", "seeds/"});
}

// It shows calls by their descriptors; of HTTP it takes how a refusal looks there.
TEST(IncludesTest, VerificationKnowsNoAgencyAndNoDossier) {
  ExpectOnly("gateway/verification",
             {"gateway/verification/", "gateway/http/connect/", "gateway/http/json/", "services/base/"});
}

// It writes down what everybody stores, by its messages, and knows nobody's code.
TEST(IncludesTest, SnapshotsKnowNoAgencyAndNoDossier) {
  ExpectOnly("gateway/snapshots", {"gateway/snapshots/", "gateway/http/files/", "services/base/"});
}

TEST(IncludesTest, HttpKnowsNeitherAgenciesNorEngineNorDossiers) {
  ExpectOnly("gateway/http", {"gateway/http/", "services/base/", "seeds/text/"});
}

TEST(IncludesTest, TheProgramIsIncludedByNobody) {
  for (const SourceFile& file : FilesOf({"seeds", "services", "gateway", "scenarios"})) {
    for (const std::string& include : file.Includes()) {
      EXPECT_FALSE(absl::StartsWith(include, "deploy/")) << file.path << " includes " << include;
    }
  }
}

TEST(IncludesTest, ProductCodeIncludesNoTest) {
  for (const SourceFile& file : FilesOf(kProduct)) {
    for (const std::string& include : file.Includes()) {
      // `lienthong bench` runs the benchmarks where they are.
      const bool bench = absl::StartsWith(file.path, "deploy/") && absl::StartsWith(include, "tests/bench/suite/");
      EXPECT_TRUE(bench || !absl::StartsWith(include, "tests/")) << file.path << " includes " << include;
      EXPECT_FALSE(absl::StartsWith(include, "gtest/")) << file.path << " includes " << include;
    }
  }
}

TEST(IncludesTest, ScenariosDriveOnlyPublicMethods) {
  // Reading YAML with file and line is the engine's, and how journals are shown is verification's.
  ExpectOnly("scenarios/runner", {"scenarios/runner/", "services/base/", "seeds/", "gateway/engine/yaml_source.h",
                                  "gateway/verification/bodies.h", "gateway/verification/journal_lines.h",
                                  "gateway/verification/markup.h", "gateway/verification/sequence.h"});
}

}  // namespace
}  // namespace lienthong::architecture
