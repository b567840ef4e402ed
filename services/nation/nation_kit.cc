#include "services/nation/nation_kit.h"

#include <qrencode.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "seeds/places/places.h"
#include "services/base/applications/printable.h"
#include "services/base/error/error.h"
#include "services/nation/nation_methods.h"
#include "services/nation/nation_record.h"
#include "services/nation/nation_views.h"

namespace lienthong::nation {
namespace {

using control::v1::NationKitFile;

const std::map<std::string, seeds::PersonSample>& Stories() {
  static const auto* const stories = [] {
    auto* made = new std::map<std::string, seeds::PersonSample>;
    seeds::PersonSample families;
    families.marital_status = seeds::MaritalStatus::kMarried;
    families.children_under_six = 1;
    (*made)["young-families"] = families;
    seeds::PersonSample pensioners;
    pensioners.livelihood = seeds::Livelihood::kPensioner;
    (*made)["pensioners"] = pensioners;
    seeds::PersonSample poor;
    poor.poor = true;
    (*made)["poor-households"] = poor;
    seeds::PersonSample movers;
    movers.born_elsewhere = true;
    movers.age_from = 20;
    (*made)["movers"] = movers;
    seeds::PersonSample owners;
    owners.owns_dwelling = true;
    owners.head = false;
    (*made)["owners-not-heads"] = owners;
    seeds::PersonSample uninsured;
    uninsured.insured = false;
    (*made)["uninsured"] = uninsured;
    return made;
  }();
  return *stories;
}

std::string Digits(absl::CivilDay day) { return absl::StrFormat("%02d%02d%04d", day.day(), day.month(), day.year()); }

std::string PlaceOf(const seeds::Address& address) {
  const std::string commune = seeds::Places::Default().CommuneLabel(address.commune_code, seeds::kSnapshotDay);
  return address.detail.empty() ? commune : absl::StrCat(address.detail, ", ", commune);
}

std::string Card(const seeds::Person& person, const std::string& qr) {
  using applications::EscapeHtml;
  return absl::StrCat(
      "<section><div class=\"qr\">", qr, "</div><div><h2>", EscapeHtml(person.full_name), "</h2><p>", person.pin,
      "</p><p>", seeds::FormatVietnameseDate(person.birth_date), "</p><p>", EscapeHtml(PlaceOf(person.residence)),
      "</p><p>", person.si_number.empty() ? "" : absl::StrCat("BHXH ", person.si_number), "</p></div></section>\n");
}

common::v1::LocalizedText SheetTitle(const std::string& story) {
  common::v1::LocalizedText title;
  title.set_vi(absl::StrCat("Bộ dữ liệu kiểm thử: ", story));
  title.set_en(absl::StrCat("Test data kit: ", story));
  return title;
}

constexpr char kStyle[] =
    "<style>section{display:flex;gap:1em;border:1px solid #999;padding:.6em;margin:.4em 0;break-inside:avoid}"
    ".qr svg{width:9em;height:9em}h2{margin:0;font-size:1.1em}p{margin:.15em 0}</style>\n";

// The seven fields of the chip card's QR code. The issue date is an assumption: the day the holder turned 14, or
// 2021-04-15.
std::string CardQrText(const seeds::Person& person) {
  const seeds::PartialDate& born = person.birth_date;
  const absl::CivilDay birth(born.year, std::max(born.month, 1), std::max(born.day, 1));
  const absl::CivilDay issued =
      std::max(absl::CivilDay(birth.year() + 14, birth.month(), birth.day()), absl::CivilDay(2021, 4, 15));
  return absl::StrJoin({person.pin, person.legacy_ids.empty() ? std::string() : person.legacy_ids.back(),
                        person.full_name, Digits(birth), std::string(person.sex == seeds::Sex::kFemale ? "Nữ" : "Nam"),
                        PlaceOf(person.residence), Digits(issued)},
                       "|");
}

// The code as a standalone SVG image. The texts of cards fit: at most 300 of 2,331 bytes.
std::string QrSvg(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                             QRcode_free);
  constexpr int kQuiet = 4;
  std::string path;
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      if ((code->data[y * code->width + x] & 1) != 0)
        absl::StrAppend(&path, "M", x + kQuiet, " ", y + kQuiet, "h1v1h-1z");
    }
  }
  const int size = code->width + 2 * kQuiet;
  return absl::StrCat("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", size, " ", size,
                      "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h", size, "v", size,
                      "H0z\"/><path d=\"", path, "\"/></svg>");
}

NationKitFile KitFile(std::string name, const char* media_type, std::string text) {
  NationKitFile file;
  file.set_name(std::move(name));
  file.set_media_type(media_type);
  file.set_text(std::move(text));
  return file;
}

}  // namespace

std::vector<std::string> StoryNames() {
  std::vector<std::string> names;
  for (const auto& [name, sample] : Stories()) names.push_back(name);
  return names;
}

absl::StatusOr<std::vector<NationKitFile>> MakeKit(const seeds::Nation& nation, const KitChoice& choice) {
  const auto story = Stories().find(choice.story);
  if (story == Stories().end()) {
    return InvalidField("story", absl::StrCat("name one of ", absl::StrJoin(StoryNames(), ", ")));
  }
  const auto people = nation.Sample(story->second, choice.draw, choice.count);
  if (!people.ok()) return QueryRefused(people.status());
  std::vector<NationKitFile> files;
  std::string csv = CsvHeader({}) + "\n";
  std::string sheet = kStyle;
  for (const seeds::Person& person : *people) {
    std::string qr = QrSvg(CardQrText(person));
    absl::StrAppend(&csv, CsvLine(PersonRecord(person), {}), "\n");
    absl::StrAppend(&sheet, Card(person, qr));
    files.push_back(KitFile(absl::StrCat("cards/", person.pin, ".svg"), "image/svg+xml", std::move(qr)));
  }
  const bool realistic = nation.options().pin_mode == seeds::PinMode::kRealistic;
  files.push_back(KitFile("people.csv", "text/csv", std::move(csv)));
  files.push_back(
      KitFile("sheet.html", "text/html", applications::PrintablePage(SheetTitle(choice.story), sheet, realistic)));
  return files;
}

}  // namespace lienthong::nation
