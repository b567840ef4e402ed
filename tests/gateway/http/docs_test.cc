#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "exchange.h"
#include "fake_backend.h"
#include "gateway/http/docs/comments.h"
#include "gateway/http/docs/example.h"
#include "gateway/http/docs/openapi.h"
#include "gateway/http/docs/postman.h"
#include "gateway/http/json/check.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/common/v1/common.pb.h"
#include "lienthong/common/v1/fidelity.pb.h"
#include "sample_types.h"

namespace lienthong::http {
namespace {

using Json = nlohmann::json;

constexpr char kPopulation[] = "lienthong.population.v1.PopulationService";

// A backend that routes every service compiled in, as the gateway does.
class DocsTest : public testing::Test {
 protected:
  DocsTest() { backend_.services = {"grpc.health.v1.Health", kPopulation}; }

  FakeBackend backend_;
};

size_t ReasonsDeclared(const google::protobuf::MethodDescriptor& method) {
  return static_cast<size_t>(method.options().ExtensionSize(common::v1::reasons));
}

void CollectReferences(const Json& node, std::set<std::string>& references) {
  if (node.is_object() && node.contains("$ref")) references.insert(node["$ref"].get<std::string>());
  if (!node.is_structured()) return;
  for (const auto& child : node) CollectReferences(child, references);
}

// A reference is "#/components/<kind>/<name>"; names hold no slash.
bool Resolves(const Json& document, const std::string& reference) {
  if (!absl::StartsWith(reference, "#/")) return false;
  return document.contains(Json::json_pointer(reference.substr(1)));
}

TEST_F(DocsTest, EveryReferenceOfTheApiDocumentResolves) {
  const Json document = Json::parse(OpenApiDocument(backend_));
  std::set<std::string> references;
  CollectReferences(document, references);

  EXPECT_EQ(document["openapi"], "3.1.0");
  EXPECT_GT(references.size(), 10u);
  for (const std::string& reference : references) EXPECT_TRUE(Resolves(document, reference)) << reference;
}

TEST_F(DocsTest, EveryMethodOfARoutableServiceIsDescribed) {
  const Json document = Json::parse(OpenApiDocument(backend_));
  const auto* service = backend_.pool->FindServiceByName(kPopulation);
  ASSERT_NE(service, nullptr);

  for (int i = 0; i < service->method_count(); ++i) {
    const std::string path = absl::StrCat("/", kPopulation, "/", service->method(i)->name());
    ASSERT_TRUE(document["paths"].contains(path)) << path;
    const Json& operation = document["paths"][path]["post"];
    EXPECT_FALSE(operation["summary"].get<std::string>().empty()) << path << " has lost its comment";
    EXPECT_TRUE(operation.contains("x-fidelity")) << path;
    EXPECT_EQ(operation["responses"]["default"]["x-reasons"].size(), ReasonsDeclared(*service->method(i))) << path;
  }
  EXPECT_TRUE(document["paths"]["/grpc.health.v1.Health/Watch"].contains("get"));
  EXPECT_FALSE(document["paths"].contains("/lienthong.control.v1.ControlService/CreateWorld"));
}

TEST_F(DocsTest, ReasonsStandInBothLanguages) {
  const Json document = Json::parse(OpenApiDocument(backend_));

  for (const auto& [path, item] : document["paths"].items()) {
    if (!absl::StrContains(path, kPopulation)) continue;
    for (const auto& reason : item["post"]["responses"]["default"]["x-reasons"]) {
      EXPECT_FALSE(reason["vi"].get<std::string>().empty()) << reason;
      EXPECT_FALSE(reason["en"].get<std::string>().empty()) << reason;
    }
  }
}

TEST_F(DocsTest, DocumentsAreTheSameEachTime) {
  EXPECT_EQ(OpenApiDocument(backend_), OpenApiDocument(backend_));
  EXPECT_EQ(PostmanCollection(backend_, "http://h:1"), PostmanCollection(backend_, "http://h:1"));
}

TEST_F(DocsTest, ABrokenHostHeaderBreaksNoDocument) {
  HttpRequest request{"GET", "/postman.json", {{"host", "\xff\"h"}}, ""};
  EXPECT_FALSE(Json::parse(Exchange(backend_, request).response.body, nullptr, false).is_discarded());
}

TEST_F(DocsTest, TheCollectionHasARequestPerUnaryMethod) {
  const Json collection = Json::parse(PostmanCollection(backend_, "http://h:1"));
  const auto* service = backend_.pool->FindServiceByName(kPopulation);

  ASSERT_EQ(collection["item"].size(), 2u);
  EXPECT_EQ(collection["item"][0]["item"].size(), 1u) << "Health/Watch is a stream";
  EXPECT_EQ(collection["item"][1]["name"], kPopulation);
  EXPECT_EQ(collection["item"][1]["item"].size(), static_cast<size_t>(service->method_count()));
  EXPECT_EQ(collection["variable"][0]["value"], "http://h:1");
  const Json& request = collection["item"][0]["item"][0]["request"];
  EXPECT_EQ(request["url"]["raw"], "{{baseUrl}}/grpc.health.v1.Health/Check");
}

TEST_F(DocsTest, EveryExampleBodyIsAValidRequest) {
  std::set<std::string> seen;
  const auto* pool = backend_.pool;
  for (const std::string& name : {std::string(kPopulation), std::string("grpc.health.v1.Health"),
                                  std::string("lienthong.control.v1.ControlService")}) {
    const auto* service = pool->FindServiceByName(name);
    ASSERT_NE(service, nullptr) << name;
    for (int i = 0; i < service->method_count(); ++i) {
      const auto& type = *service->method(i)->input_type();
      const auto status = CheckJson(ExampleOf(type).dump(), type);
      EXPECT_TRUE(status.ok()) << type.full_name() << ": " << status;
      seen.insert(type.full_name());
    }
  }
  EXPECT_GT(seen.size(), 5u);
}

TEST_F(DocsTest, ExamplesActInTheWorldOfTheCollectionAndAtARealAgency) {
  const auto example = [this](const char* type) { return ExampleOf(*backend_.pool->FindMessageTypeByName(type)); };
  EXPECT_EQ(example("lienthong.control.v1.GetClockRequest")["world"], "{{world}}");
  EXPECT_EQ(example("lienthong.control.v1.ListJournalRequest")["agency"], "civil_registry");
  EXPECT_EQ(example("lienthong.control.v1.ListJournalRequest")["caller"], "{{caller}}");
  const Json fork = example("lienthong.control.v1.ForkWorldRequest");
  EXPECT_EQ(fork["source"], "{{world}}");
  EXPECT_EQ(fork["name"], "{{newWorld}}-fork");
}

TEST_F(DocsTest, OnlyAWorldThatTheCollectionMadeIsDeleted) {
  const auto example = [this](const char* type) { return ExampleOf(*backend_.pool->FindMessageTypeByName(type)); };
  const Json made = example("lienthong.control.v1.CreateWorldRequest")["world"]["name"];
  EXPECT_EQ(made, "{{newWorld}}");
  EXPECT_EQ(example("lienthong.control.v1.DeleteWorldRequest")["world"], made);
}

TEST_F(DocsTest, EveryPostmanVariableOfAnExampleIsDeclared) {
  const Json collection = Json::parse(PostmanCollection(backend_, "http://h:1"));
  std::set<std::string> declared = {"$guid"};
  for (const Json& variable : collection["variable"]) declared.insert(variable["key"].get<std::string>());
  const auto* service = backend_.pool->FindServiceByName("lienthong.control.v1.ControlService");
  for (int i = 0; i < service->method_count(); ++i) {
    const std::string text = ExampleOf(*service->method(i)->input_type()).dump();
    for (size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at + 1)) {
      if (text[at + 2] == '"' || text[at + 2] == '{') continue;
      EXPECT_TRUE(declared.contains(text.substr(at + 2, text.find("}}", at) - at - 2))) << text;
    }
  }
}

TEST_F(DocsTest, AnExampleShowsEveryKindOfField) {
  const auto& type = SampleType("Everything");
  const Json example = ExampleOf(type);

  EXPECT_TRUE(CheckJson(example.dump(), type).ok()) << CheckJson(example.dump(), type);
  for (int i = 0; i < type.field_count(); ++i) {
    const auto* field = type.field(i);
    EXPECT_EQ(example.contains(field->json_name()), field->name() != "right") << field->name();
  }
  EXPECT_FALSE(example["place"].contains("inner")) << "a type inside itself";
}

TEST_F(DocsTest, ATeamsOwnDescriptorsAreDescribedToo) {
  backend_.pool = &SamplePool();
  backend_.services = {"sample.Sample"};

  const Json document = Json::parse(OpenApiDocument(backend_));

  const Json& properties = document["components"]["schemas"]["sample.Everything"]["properties"];
  EXPECT_EQ(properties["big"]["type"], (Json{"string", "integer"}));
  EXPECT_EQ(properties["at"]["format"], "date-time");
  EXPECT_EQ(properties["byName"]["additionalProperties"]["$ref"], "#/components/schemas/sample.Place");
  EXPECT_EQ(properties["places"]["items"]["$ref"], "#/components/schemas/sample.Place");
  EXPECT_EQ(document["components"]["schemas"]["sample.Colour"]["enum"].size(), 3u);
  EXPECT_TRUE(document["paths"]["/sample.Sample/Watch"].contains("get"));
}

TEST_F(DocsTest, CommentsSurviveTheCompiler) {
  const Comment comment = CommentOf(*common::v1::FileReference::descriptor());
  EXPECT_EQ(comment.text, "FileReference names an uploaded file by content.");
  const auto* field = common::v1::Date::descriptor()->FindFieldByName("month");
  EXPECT_EQ(CommentOf(*field).text, "1..12; 0 when only the year is known.");
}

}  // namespace
}  // namespace lienthong::http
