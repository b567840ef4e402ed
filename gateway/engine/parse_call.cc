#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gateway/engine/parser.h"
#include "gateway/engine/proto_value.h"
#include "seeds/text/nearest.h"

namespace lienthong::engine {
namespace {

using google::protobuf::FieldDescriptor;

bool IsExpression(const YamlNode& node) { return node.IsScalar() && absl::StartsWith(node.text, "${"); }

}  // namespace

TaskBody Parser::ParseCall(const YamlNode& node) {
  CallTask call;
  const YamlNode& function = *node.Find("call");
  call.line = function.line;
  const std::string name = Text(function);
  call.application = name == "application";
  if (name != "agency" && name != "application") {
    Fail(function, absl::StrCat("call: ", name, " isn't supported; the functions are agency and application"));
    return call;
  }
  const YamlNode* with = Required(node, "with");
  if (with != nullptr && ExpectMap(*with, "with")) ParseCallArguments(*with, call);
  const bool bounded = call.timeout_given || node.Find("timeout") != nullptr || definition_->default_timeout_given ||
                       (call.application && call.sla.present());
  if (!bounded) {
    Warn(function.line, function.pointer,
         "no deadline: give `timeout` in `with`, or callTimeout in metadata.lienthong (10 seconds are taken)");
  }
  return call;
}

void Parser::ParseCallArguments(const YamlNode& with, CallTask& call) {
  std::set<std::string> known = {"service", "method", "request", "purpose", "timeout"};
  if (call.application) known.insert({"procedure", "title", "sla", "legalLimit", "poll"});
  RefuseUnknownKeys(with, known);
  call.method = ParseMethod(with);
  if (const YamlNode* request = with.Find("request")) {
    call.request = ParseTemplate(*request, Names{});
    if (!request->IsMap() && !IsExpression(*request)) Fail(*request, "request is a mapping or one ${ } expression");
    if (call.method != nullptr && request->IsMap()) CheckRequest(*request, *call.method->input_type());
  }
  call.timeout = definition_->default_timeout;
  if (const YamlNode* timeout = with.Find("timeout")) {
    call.timeout = ParseFixedDuration(*timeout);
    call.timeout_given = true;
    if (call.timeout <= absl::ZeroDuration()) Fail(*timeout, "a timeout is longer than nothing");
  }
  const auto argument = [&](const char* key, Template& form) {
    if (const YamlNode* child = with.Find(key)) form = ParseTemplate(*child, Names{});
  };
  argument("purpose", call.purpose);
  argument("procedure", call.procedure);
  argument("title", call.title);
  argument("sla", call.sla);
  argument("legalLimit", call.legal_limit);
  if (const YamlNode* poll = with.Find("poll")) call.poll = ParseDuration(*poll, Names{});
  if (call.application) Required(with, "procedure");
}

const google::protobuf::MethodDescriptor* Parser::ParseMethod(const YamlNode& with) {
  const YamlNode* service = Required(with, "service");
  const YamlNode* method = Required(with, "method");
  if (service == nullptr || method == nullptr) return nullptr;
  const auto* found = catalogue_.FindService(Text(*service));
  if (found == nullptr) {
    Fail(*service, absl::StrCat("there is no service \"", service->text, "\"; write its full name"));
    return nullptr;
  }
  const auto* descriptor = found->FindMethodByName(Text(*method));
  if (descriptor == nullptr) {
    std::vector<std::string> names;
    for (int i = 0; i < found->method_count(); ++i) names.push_back(found->method(i)->name());
    Fail(*method, absl::StrCat("service ", found->full_name(), " has no method \"", method->text, "\"",
                               seeds::DidYouMean(method->text, names)));
    return nullptr;
  }
  if (descriptor->client_streaming() || descriptor->server_streaming()) {
    Fail(*method, absl::StrCat(method->text, " is a stream; a workflow calls unary methods only"));
    return nullptr;
  }
  return descriptor;
}

void Parser::CheckRequest(const YamlNode& request, const google::protobuf::Descriptor& type) {
  if (IsTextMessage(type)) {
    if (!IsExpression(request) && !request.IsScalar())
      Fail(request, absl::StrCat("a text is expected for ", type.full_name()));
    return;
  }
  if (IsExpression(request) || request.IsNull() || IsFreeMessage(type)) return;
  if (!request.IsMap()) return Fail(request, absl::StrCat("a mapping is expected for ", type.full_name()));
  for (size_t i = 0; i < request.members.size(); ++i) {
    const auto& [name, value] = request.members[i];
    const FieldDescriptor* field = type.FindFieldByName(name);
    if (field != nullptr) {
      CheckField(value, *field);
    } else {
      Fail(request.member_lines[i], absl::StrCat(request.pointer, "/", PointerPart(name)),
           absl::StrCat(type.full_name(), " has no field \"", name, "\"", seeds::DidYouMean(name, FieldNames(type))));
    }
  }
}

void Parser::CheckField(const YamlNode& value, const FieldDescriptor& field) {
  if (IsExpression(value) || value.IsNull()) return;
  if (field.is_map()) {
    if (!value.IsMap()) return Fail(value, absl::StrCat("field ", field.name(), " takes a mapping"));
    for (const auto& [key, member] : value.members) CheckScalar(member, *field.message_type()->FindFieldByNumber(2));
    return;
  }
  if (!field.is_repeated()) return CheckScalar(value, field);
  if (!value.IsSequence()) return Fail(value, absl::StrCat("field ", field.name(), " takes a list"));
  for (const YamlNode& item : value.items) CheckScalar(item, field);
}

void Parser::CheckScalar(const YamlNode& value, const FieldDescriptor& field) {
  if (IsExpression(value)) return;
  const auto fail = [&](const char* what) { Fail(value, absl::StrCat("field ", field.name(), " takes ", what)); };
  const bool number =
      value.IsScalar() && !value.IsString() && !value.IsNull() && value.text != "true" && value.text != "false";
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return CheckRequest(value, *field.message_type());
    case FieldDescriptor::CPPTYPE_STRING:
      if (!value.IsString()) fail("a text; quote it");
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      if (value.quoted || (value.text != "true" && value.text != "false")) fail("true or false");
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      if (!value.IsScalar() || field.enum_type()->FindValueByName(value.text) == nullptr) {
        Fail(value, absl::StrCat(field.enum_type()->full_name(), " has no value \"", value.text, "\"",
                                 seeds::DidYouMean(value.text, EnumNames(*field.enum_type()))));
      }
      return;
    default:
      if (!number) fail("a number");
  }
}

}  // namespace lienthong::engine
