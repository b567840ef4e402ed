#include "deploy/lienthong/nation_find_command.h"

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "deploy/lienthong/nation_options.h"
#include "deploy/lienthong/nation_output.h"
#include "lienthong/control/v1/nation_service.pb.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/text/nearest.h"
#include "services/base/identity/nation_queries.h"
#include "services/base/status.h"

namespace lienthong {
namespace {

using control::v1::SamplePersonsRequest;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;

struct FindOptions {
  NationChoice choice;
  seeds::PersonSearch search;
  std::string born, sex;
  std::vector<std::string> where;
  bool owner_not_head = false;
  uint64_t draw = 1;
  int limit = 10;
};

// --- by what people are: the fields of SamplePersonsRequest, as in `find:` of scenario files ---

bool IsProperty(const FieldDescriptor& field) { return field.name() != "draw" && field.name() != "limit"; }

std::vector<std::string> PropertyNames() {
  std::vector<std::string> names;
  const auto& type = *SamplePersonsRequest::descriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    if (IsProperty(*type.field(i))) names.push_back(type.field(i)->name());
  }
  return names;
}

// "married" of NATION_MARITAL_STATUS_MARRIED.
const EnumValueDescriptor* EnumNamed(const google::protobuf::EnumDescriptor& type, const std::string& name) {
  const std::string& zero = type.value(0)->name();
  const std::string prefix = zero.substr(0, zero.size() - sizeof("UNSPECIFIED") + 1);
  return type.FindValueByName(prefix + absl::AsciiStrToUpper(name));
}

std::string EnumNames(const google::protobuf::EnumDescriptor& type) {
  std::vector<std::string> names;
  const size_t prefix = type.value(0)->name().size() - sizeof("UNSPECIFIED") + 1;
  for (int i = 1; i < type.value_count(); ++i)
    names.push_back(absl::AsciiStrToLower(type.value(i)->name().substr(prefix)));
  return absl::StrJoin(names, ", ");
}

absl::Status BadValue(const FieldDescriptor& field, const std::string& value, absl::string_view wanted) {
  return absl::InvalidArgumentError(absl::StrCat("--where ", field.name(), "=", value, ": write ", wanted));
}

absl::Status SetProperty(const FieldDescriptor& field, const std::string& value, SamplePersonsRequest& request) {
  const auto& reflection = *request.GetReflection();
  if (field.type() == FieldDescriptor::TYPE_STRING) {
    reflection.SetString(&request, &field, value);
  } else if (field.type() == FieldDescriptor::TYPE_BOOL) {
    if (value != "true" && value != "false") return BadValue(field, value, "true or false");
    reflection.SetBool(&request, &field, value == "true");
  } else if (field.type() == FieldDescriptor::TYPE_ENUM) {
    const EnumValueDescriptor* named = EnumNamed(*field.enum_type(), value);
    if (named == nullptr) return BadValue(field, value, EnumNames(*field.enum_type()));
    reflection.SetEnum(&request, &field, named);
  } else {
    int number = 0;
    if (!absl::SimpleAtoi(value, &number)) return BadValue(field, value, "a whole number");
    reflection.SetInt32(&request, &field, number);
  }
  return absl::OkStatus();
}

absl::Status AddProperty(const std::string& where, SamplePersonsRequest& request) {
  const size_t equals = where.find('=');
  if (equals == std::string::npos) {
    return absl::InvalidArgumentError(absl::StrCat("--where ", where, ": write PROPERTY=VALUE"));
  }
  const std::string name = where.substr(0, equals);
  const FieldDescriptor* field = SamplePersonsRequest::descriptor()->FindFieldByName(name);
  if (field == nullptr || !IsProperty(*field)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--where ", name, ": no such property", seeds::DidYouMean(name, PropertyNames())));
  }
  return SetProperty(*field, where.substr(equals + 1), request);
}

absl::StatusOr<std::vector<seeds::Person>> FindByTraits(const seeds::Nation& nation, const FindOptions& options) {
  SamplePersonsRequest request;
  request.set_residence_province_code(options.search.residence_province_code);
  request.set_birth_province_code(options.search.birth_province_code);
  if (options.owner_not_head) request.set_owns_dwelling(true), request.set_head(false);
  for (const std::string& where : options.where) RETURN_IF_ERROR(AddProperty(where, request));
  return nation.Sample(SampleOf(request), options.draw, options.limit);
}

// --- by name ---

absl::StatusOr<seeds::Sex> SexNamed(const std::string& name) {
  if (name.empty()) return seeds::Sex::kUnspecified;
  if (name == "male") return seeds::Sex::kMale;
  if (name == "female") return seeds::Sex::kFemale;
  return absl::InvalidArgumentError(absl::StrCat("--sex ", name, ": write male or female"));
}

absl::StatusOr<std::vector<seeds::Person>> FindByName(const seeds::Nation& nation, FindOptions options) {
  if (!options.where.empty() || options.owner_not_head) {
    return absl::InvalidArgumentError(
        "--name goes with --born, provinces and --sex; --where is a search without a name");
  }
  const auto born = seeds::ParseDate(options.born);
  if (!born) {
    return absl::InvalidArgumentError(
        absl::StrCat("--born ", options.born, ": write a year, year-month or year-month-day"));
  }
  options.search.birth_date = *born;
  options.search.limit = static_cast<size_t>(options.limit);
  ASSIGN_OR_RETURN(options.search.sex, SexNamed(options.sex));
  return nation.Search(options.search);
}

absl::Status Find(FindOptions options) {
  ASSIGN_OR_RETURN(const auto nation, options.choice.Make());
  const bool by_name = !options.search.full_name.empty();
  if (!by_name && !options.born.empty()) return absl::InvalidArgumentError("--born goes with --name");
  if (!by_name && !options.sex.empty()) options.where.push_back(absl::StrCat("sex=", options.sex));
  ASSIGN_OR_RETURN(const auto persons, by_name ? FindByName(*nation, options) : FindByTraits(*nation, options));
  for (const seeds::Person& person : persons) std::printf("%s\n", PersonJson(person, false).c_str());
  return persons.empty() ? absl::NotFoundError("nobody of that name was born then") : absl::OkStatus();
}

// A flag of its own for what is asked for often.
void AddShortcut(CLI::App& find, const std::string& flag, const std::string& property, const std::string& help,
                 const std::shared_ptr<FindOptions>& options) {
  find.add_option_function<std::string>(
      flag,
      [options, property](const std::string& value) { options->where.push_back(absl::StrCat(property, "=", value)); },
      help);
}

}  // namespace

void AddNationFind(CLI::App& nation, int& exit_code) {
  const auto options = std::make_shared<FindOptions>();
  CLI::App* find = nation.add_subcommand("find", "People by name and birth date, or by what they are");
  find->add_option("--name", options->search.full_name, "Full name; accents don't matter");
  find->add_option("--born", options->born, "1990, 1990-05 or 1990-05-17");
  find->add_flag("--fuzzy", options->search.fuzzy, "Also names that differ by one letter");
  find->add_option("--birth-province", options->search.birth_province_code, "Two digits");
  find->add_option("--province", options->search.residence_province_code, "Of residence, two digits");
  find->add_option("--sex", options->sex, "male or female");
  AddShortcut(*find, "--marital", "marital_status", "single, married, widowed or divorced", options);
  AddShortcut(*find, "--age-from", "age_from", "Completed years", options);
  AddShortcut(*find, "--age-to", "age_to", "Completed years", options);
  AddShortcut(*find, "--children-under-six", "children_under_six", "Exactly so many in the household", options);
  AddShortcut(*find, "--ethnicity", "ethnicity_code", "Code of the census list", options);
  find->add_flag("--owner-not-head", options->owner_not_head, "Owns the dwelling without heading the household");
  find->add_flag_callback(
      "--poor", [options] { options->where.push_back("poor=true"); }, "Of a poor household");
  find->add_flag_callback(
      "--born-elsewhere", [options] { options->where.push_back("born_elsewhere=true"); }, "Born in another province");
  find->add_option("--where", options->where,
                   absl::StrCat("PROPERTY=VALUE, also several times: ", absl::StrJoin(PropertyNames(), ", ")))
      ->allow_extra_args(false);
  find->add_option("--draw", options->draw, "Another draw, other people")->capture_default_str();
  find->add_option("--limit", options->limit, "At most this many")->capture_default_str()->check(CLI::Range(1, 1000));
  AddNationOptions(*find, options->choice);
  find->footer(
      "Examples:\n  lienthong nation find --name \"Nguyễn Văn An\" --born 1990-05-17\n"
      "  lienthong nation find --province 19 --marital married --children-under-six 2 --limit 3\n"
      "  lienthong nation find --where residence_commune_code=00001 --where licence_class=B2");
  find->callback([options, &exit_code] { exit_code = Report(Find(*options)); });
}

}  // namespace lienthong
