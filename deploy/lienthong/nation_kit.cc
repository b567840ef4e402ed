#include "deploy/lienthong/nation_kit.h"

#include <qrencode.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "seeds/places/places.h"
#include "services/base/applications/printable.h"
#include "services/base/status.h"
#include "services/nation/nation_record.h"
#include "services/nation/nation_views.h"

namespace lienthong {
namespace {

namespace fs = std::filesystem;

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

// Written beside its place first, so that a reader never meets half a file.
absl::Status WriteFile(const fs::path& path, const std::string& text) {
  const fs::path beside = path.string() + ".part";
  {
    std::ofstream file(beside, std::ios::binary);
    file << text;
    if (!file.flush()) return absl::UnavailableError(absl::StrCat(beside.string(), " can't be written"));
  }
  std::error_code error;
  fs::rename(beside, path, error);
  return error ? absl::UnavailableError(absl::StrCat(path.string(), ": ", error.message())) : absl::OkStatus();
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

}  // namespace

std::vector<std::string> StoryNames() {
  std::vector<std::string> names;
  for (const auto& [name, sample] : Stories()) names.push_back(name);
  return names;
}

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

absl::StatusOr<std::string> QrSvg(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                             QRcode_free);
  if (code == nullptr) return absl::InvalidArgumentError("the text does not fit into a QR code");
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

absl::Status WriteKit(const seeds::Nation& nation, const KitOptions& options) {
  const auto story = Stories().find(options.story);
  if (story == Stories().end()) {
    return absl::InvalidArgumentError(
        absl::StrCat("there is no story ", options.story, "; name one of ", absl::StrJoin(StoryNames(), ", ")));
  }
  ASSIGN_OR_RETURN(const auto people, nation.Sample(story->second, options.draw, options.count));
  std::error_code error;
  fs::create_directories(fs::path(options.folder) / "cards", error);
  if (error) return absl::UnavailableError(absl::StrCat(options.folder, ": ", error.message()));
  std::string csv = nation::CsvHeader({}) + "\n";
  std::string sheet = kStyle;
  for (const seeds::Person& person : people) {
    ASSIGN_OR_RETURN(const std::string qr, QrSvg(CardQrText(person)));
    RETURN_IF_ERROR(WriteFile(fs::path(options.folder) / "cards" / (person.pin + ".svg"), qr));
    absl::StrAppend(&csv, nation::CsvLine(nation::PersonRecord(person), {}), "\n");
    absl::StrAppend(&sheet, Card(person, qr));
  }
  RETURN_IF_ERROR(WriteFile(fs::path(options.folder) / "people.csv", csv));
  const bool realistic = nation.options().pin_mode == seeds::PinMode::kRealistic;
  RETURN_IF_ERROR(WriteFile(fs::path(options.folder) / "sheet.html",
                            applications::PrintablePage(SheetTitle(options.story), sheet, realistic)));
  std::printf("%zu people in %s: people.csv, sheet.html, cards/\n", people.size(), options.folder.c_str());
  return absl::OkStatus();
}

}  // namespace lienthong
