#include "services/civil_registry/printed_birth.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "seeds/names/ethnicities.h"
#include "seeds/places/places.h"
#include "services/base/applications/printable.h"
#include "services/base/identity/proto_values.h"

namespace lienthong::civil_registry {
namespace {

using applications::EscapeHtml;
using applications::TableRow;

std::string Printed(const common::v1::Date& date) { return seeds::FormatVietnameseDate(FromProto(date)); }

std::string PlaceOf(const common::v1::Address& address, absl::CivilDay on) {
  const seeds::Places& places = seeds::Places::Default();
  const std::string label = address.commune_code().empty()
                                ? std::string(places.ProvinceNameOn(address.province_code(), on))
                                : places.CommuneLabel(address.commune_code(), on);
  return address.detail().empty() ? label : absl::StrCat(address.detail(), ", ", label);
}

std::string EthnicityNameOf(const std::string& code) {
  const seeds::Ethnicity* ethnicity = seeds::FindEthnicity(code);
  return ethnicity == nullptr ? "" : std::string(ethnicity->name);
}

std::string SexOf(common::v1::Sex sex) {
  if (sex == common::v1::SEX_MALE) return "Nam / Male";
  return sex == common::v1::SEX_FEMALE ? "Nữ / Female" : "Chưa xác định / Undetermined";
}

std::string ChildLines(const v1::BirthRecord& record, absl::CivilDay on) {
  return absl::StrCat(TableRow("Họ và tên", "Full name", record.full_name()),
                      TableRow("Giới tính", "Sex", SexOf(record.sex())),
                      TableRow("Ngày sinh", "Date of birth", Printed(record.birth_date())),
                      TableRow("Ghi bằng chữ", "In words", record.birth_date_in_words()),
                      TableRow("Nơi sinh", "Place of birth", PlaceOf(record.birth_place(), on)),
                      TableRow("Quê quán", "Native place", PlaceOf(record.native_place(), on)),
                      TableRow("Dân tộc", "Ethnicity", EthnicityNameOf(record.ethnicity_code())),
                      TableRow("Quốc tịch", "Nationality", record.nationality()),
                      TableRow("Số định danh cá nhân", "Personal number", record.pin()));
}

std::string ParentLines(const v1::RecordedParent& parent, const std::string& vi, const std::string& en,
                        absl::CivilDay on) {
  return absl::StrCat(
      TableRow(absl::StrCat("Họ và tên ", vi), absl::StrCat("Full name of the ", en), parent.full_name()),
      TableRow(absl::StrCat("Ngày sinh ", vi), absl::StrCat("Birth date of the ", en), Printed(parent.birth_date())),
      TableRow(absl::StrCat("Nơi cư trú ", vi), absl::StrCat("Residence of the ", en),
               PlaceOf(parent.residence(), on)));
}

std::string EntryLines(const v1::BirthRecord& record, absl::CivilDay on) {
  return absl::StrCat(
      TableRow("Số", "No.", record.number()),
      TableRow("Quyển, trang", "Book, page", absl::StrCat(record.book(), ", ", record.page())),
      TableRow("Nơi đăng ký", "Registered at", seeds::Places::Default().CommuneLabel(record.commune_code(), on)),
      TableRow("Ngày đăng ký", "Registered on", Printed(record.registered_on())),
      TableRow("Người ký", "Signed by", record.signed_by()));
}

common::v1::LocalizedText TitleOf(v1::ExtractKind kind) {
  common::v1::LocalizedText title;
  const bool extract = kind == v1::EXTRACT_KIND_BIRTH_EXTRACT;
  title.set_vi(extract ? "Trích lục khai sinh (bản sao)" : "Giấy khai sinh");
  title.set_en(extract ? "Extract of the birth record (copy)" : "Birth certificate");
  return title;
}

}  // namespace

applications::v1::Document PrintBirth(const v1::BirthRecord& record, v1::ExtractKind kind) {
  const absl::CivilDay on = DayOf(record.registered_on());
  applications::v1::Document document;
  document.set_kind(kind == v1::EXTRACT_KIND_BIRTH_EXTRACT ? "BIRTH_EXTRACT" : "BIRTH_CERTIFICATE");
  document.set_number(record.number());
  *document.mutable_title() = TitleOf(kind);
  document.set_html(absl::StrCat("<p>", EscapeHtml(document.title().en()), "</p>\n<table>\n", ChildLines(record, on),
                                 ParentLines(record.mother(), "mẹ", "mother", on),
                                 ParentLines(record.father(), "cha", "father", on), EntryLines(record, on),
                                 "</table>\n"));
  return document;
}

std::vector<applications::v1::Document> PrintResults(const v1::BirthRecord& record, int extracts) {
  std::vector<applications::v1::Document> documents = {PrintBirth(record, v1::EXTRACT_KIND_BIRTH_CERTIFICATE)};
  for (int i = 1; i <= extracts; ++i) {
    documents.push_back(PrintBirth(record, v1::EXTRACT_KIND_BIRTH_EXTRACT));
    documents.back().set_number(absl::StrCat(record.number(), "-", i));
  }
  return documents;
}

}  // namespace lienthong::civil_registry
