#include "services/base/error/problem_texts.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace lienthong {
namespace {

struct Phrase {
  absl::string_view english;
  absl::string_view vietnamese;
};

// The first that fits counts. "{}" stands for a name or number that the code puts in, in the same order on both sides.
constexpr Phrase kProblems[] = {
    // Any form.
    {"it is required", "bắt buộc phải có"},
    {"is required when the part is new", "bắt buộc phải có khi phần việc là mới"},
    {"it must not be negative", "không được là số âm"},
    {"must not be negative", "không được là số âm"},
    {"it must not be negative; leave it 0 for the default", "không được là số âm; hãy để 0 để dùng giá trị mặc định"},
    // Journals and snapshots.
    {"name the world whose journal it is", "hãy ghi thế giới cần xem nhật ký"},
    {"name the world to write down", "hãy ghi thế giới cần chụp"},
    {"name a world", "hãy ghi tên một thế giới"},
    {"name vi or en", "hãy ghi vi hoặc en"},
    {"use at most ten minutes", "hãy dùng nhiều nhất mười phút"},
    {"give a time after from", "hãy ghi một thời điểm sau from"},
    {"give a figure not below at_least", "hãy ghi một số không nhỏ hơn at_least"},
    {"give either times or at_least and at_most", "hãy ghi times, hoặc at_least và at_most"},
    {"say what is expected, here or in in_order", "hãy ghi điều được mong đợi, ở đây hoặc trong in_order"},
    {"give at most 100", "hãy ghi nhiều nhất 100 mục"},
    {"send at most 2 MiB at once", "hãy gửi mỗi lần nhiều nhất 2 MiB"},
    {"the first line is not that of a snapshot", "dòng đầu không phải của tệp chụp"},
    {"the last line is not whole", "dòng cuối bị thiếu một phần"},
    {"the last line is missing", "thiếu dòng cuối"},
    {"its SHA-256 is another than its last line says", "mã SHA-256 khác với dòng cuối"},
    {"a line is no JSON object", "có dòng không phải đối tượng JSON"},
    {"the world's record can't be read", "không đọc được bản ghi của thế giới"},
    {"the nation has no seed", "thiếu hạt giống của quốc gia"},
    {"a row can't be read", "có dòng dữ liệu không đọc được"},
    {"the rows of {} have another digest", "các dòng của {} có mã băm khác"},
    {"it has rows of an office it doesn't name", "có dòng của cơ quan không được khai báo"},
    {"it is no {}", "không phải là một giá trị của {}"},
    {"is there twice", "bị trùng; hãy giữ một"},
    {"name one of {}", "hãy ghi một trong các giá trị: {}"},
    {"nobody of this export has this number", "không ai trong phạm vi xuất dữ liệu có số này"},
    {"name one that exists", "hãy dùng một giá trị có trong danh mục"},
    {"use a code of the list", "hãy dùng một mã có trong danh mục"},
    {"use at most {} characters", "hãy dùng nhiều nhất {} ký tự"},
    {"give exactly one of {} and {}", "hãy ghi đúng một trong các trường {} và {}"},
    {"give either {} or {}", "hãy ghi {} hoặc {}, chỉ một trong hai"},
    {"give it in Vietnamese (vi) and English (en)", "hãy ghi cả tiếng Việt (vi) và tiếng Anh (en)"},
    {"is no time between the years 1 and 9999", "không phải thời điểm từ năm 1 đến năm 9999"},
    {"give a sequence number, or 0", "hãy ghi một số thứ tự, hoặc 0"},
    {"use 1 to {}, or 0 for the default", "hãy dùng 1 đến {}, hoặc 0 để dùng giá trị mặc định"},
    {"give at least the year", "hãy ghi ít nhất là năm"},
    {"use {} to {}, or 0 for the default", "hãy dùng {} đến {}, hoặc 0 để dùng giá trị mặc định"},
    {"name population, civil_registry, social_insurance or tax, or \"*\" for all",
     "hãy ghi population, civil_registry, social_insurance hoặc tax, hay \"*\" cho mọi cơ sở dữ liệu"},
    {"name population, civil_registry, social_insurance or tax",
     "hãy ghi population, civil_registry, social_insurance hoặc tax"},
    {"name a level below the unit asked about", "hãy ghi một cấp nằm dưới đơn vị được hỏi"},
    {"it is named twice", "bị ghi hai lần; hãy giữ một"},
    {"use 0 to 100000, of 100000 records", "hãy dùng 0 đến 100000, trên 100000 bản ghi"},
    {"name one number, household, parent or persona",
     "hãy ghi đúng một số, một hộ, cha hoặc mẹ, hoặc một nhân vật mẫu"},
    // Rules about calls: overrides, faults, looks into the journal.
    {"write a path such as person.full_name or items[*].code",
     "hãy ghi một đường dẫn như person.full_name hoặc items[*].code"},
    {"write {}[*] or {}[0]: it is a list", "hãy ghi {}[*] hoặc {}[0]: đây là một danh sách"},
    {"write {} without [ ]: it is no list", "hãy ghi {} không có [ ]: đây không phải danh sách"},
    {"give at most {} of them", "hãy ghi nhiều nhất {} mục"},
    {"give at least one value", "hãy ghi ít nhất một giá trị"},
    {"give from, to, or both", "hãy ghi from, to, hoặc cả hai"},
    {"nothing lies in it: from comes after to", "không có giá trị nào nằm trong khoảng: from đứng sau to"},
    {"say what must be so: equals, one_of, regex, range, present, glob, contains or resembles",
     "hãy ghi điều kiện: equals, one_of, regex, range, present, glob, contains hoặc resembles"},
    {"it is required with this code", "bắt buộc phải có khi dùng mã lỗi này"},
    {"it must be more than nothing", "phải lớn hơn không"},
    {"nothing lies in it: least is more than most", "không có giá trị nào nằm trong khoảng: least lớn hơn most"},
    {"allow at least 1 call", "hãy cho phép ít nhất 1 lời gọi"},
    {"calls are counted from 1", "lời gọi được đếm từ 1"},
    {"give at least one action", "hãy ghi ít nhất một hành động"},
    {"give at least one second", "hãy ghi ít nhất một giây"},
    {"give both daily_from and daily_to, or neither", "hãy ghi cả daily_from và daily_to, hoặc bỏ cả hai"},
    {"give either names or all", "hãy ghi names hoặc all, chỉ một trong hai"},
    {"give fixed, uniform or lognormal", "hãy ghi fixed, uniform hoặc lognormal"},
    {"only printable ASCII; other bytes go under a name that ends in -bin",
     "chỉ dùng ký tự ASCII in được; byte khác phải nằm dưới tên kết thúc bằng -bin"},
    {"say by how much; negative is behind", "hãy ghi lệch bao nhiêu; số âm là chậm"},
    {"say what goes wrong: delay, fail, lost_answer or another kind",
     "hãy ghi lỗi gì: delay, fail, lost_answer hoặc loại khác"},
    {"trailers of the simulator and of gRPC can't be set", "không đặt được trailer của hệ mô phỏng và của gRPC"},
    {"use 1 to 63 characters of a-z, 0-9 and hyphen", "hãy dùng 1 đến 63 ký tự a-z, 0-9 và dấu gạch ngang"},
    {"use a name of a-z, 0-9, hyphen, underscore and full stop",
     "hãy dùng tên gồm a-z, 0-9, gạch ngang, gạch dưới và dấu chấm"},
    {"use more than 0 and at most {}", "hãy dùng một số lớn hơn 0 và nhiều nhất là {}"},
    {"write times of day such as \"07:30\"", "hãy ghi giờ trong ngày dạng \"07:30\""},
    {"an answer fits one method; name it", "một câu trả lời chỉ hợp với một phương thức; hãy ghi rõ phương thức"},
    {"this is no stream; use respond", "đây không phải luồng; hãy dùng respond"},
    {"this is a stream; use stream, or a failure", "đây là luồng; hãy dùng stream hoặc một lỗi"},
    {"this is a stream; use cut_stream", "đây là luồng; hãy dùng cut_stream"},
    {"this is no stream", "đây không phải luồng"},
    {"the agency has no such method", "cơ quan này không có phương thức đó"},
    {"write a regular expression of RE2", "hãy ghi một biểu thức chính quy theo RE2"},
    // Persons.
    {"it is longer than 200 letters", "dài quá 200 chữ cái"},
    {"it is not valid UTF-8", "không phải UTF-8 hợp lệ"},
    {"it holds no letters", "không có chữ cái nào"},
    {"give a year, a month and year, or a full date that exists",
     "hãy ghi năm, hoặc tháng và năm, hoặc một ngày đầy đủ có thật"},
    {"give a full date that exists", "hãy ghi đủ ngày, tháng, năm của một ngày có thật"},
    {"give a date from 1900 on", "hãy ghi một ngày từ năm 1900 trở đi"},
    {"give four digits, or nothing", "hãy ghi bốn chữ số, hoặc để trống"},
    {"give SEX_MALE or SEX_FEMALE", "hãy ghi SEX_MALE hoặc SEX_FEMALE"},
    {"give three capital letters of ISO 3166-1", "hãy ghi ba chữ cái in hoa theo ISO 3166-1"},
    {"give a code of the census list, 01 to 56", "hãy ghi mã dân tộc trong danh mục tổng điều tra, từ 01 đến 56"},
    {"give household_id or household_head_pin", "hãy ghi household_id hoặc household_head_pin"},
    {"give the newcomer's relation", "hãy nêu quan hệ của người mới đến với chủ hộ"},
    {"give 0 or the place in the order of birth", "hãy ghi 0 hoặc thứ tự sinh"},
    // Births.
    {"send the declaration", "hãy gửi tờ khai"},
    {"say the child's sex", "hãy nêu giới tính của trẻ"},
    {"say where the child was born", "hãy nêu nơi sinh của trẻ"},
    {"declare the mother, or send an abandoned child's report",
     "hãy khai người mẹ, hoặc gửi biên bản về trẻ bị bỏ rơi"},
    {"name the mother who gave birth", "hãy nêu người mẹ đã sinh trẻ"},
    {"name a number, or mother and birth date", "hãy nêu số giấy chứng sinh, hoặc người mẹ và ngày sinh"},
    {"say which child of the delivery it is, from 1", "hãy nêu trẻ thứ mấy của lần sinh, tính từ 1"},
    {"count from {}", "hãy đếm từ {}"},
    {"use five digits", "hãy dùng năm chữ số"},
    {"use HH:MM", "hãy dùng dạng HH:MM"},
    {"use {} to {} grams", "hãy ghi từ {} đến {} gam"},
    // Insurance.
    {"give ten digits that begin with a province", "hãy ghi mười chữ số, bắt đầu bằng mã tỉnh"},
    {"give 15 characters: object, benefit level, province, social-insurance number",
     "hãy ghi 15 ký tự: mã đối tượng, mức hưởng, mã tỉnh, mã số bảo hiểm xã hội"},
    {"say what happened to the card", "hãy nêu thẻ có thay đổi gì"},
    // Applications, officers and fees.
    {"name the application", "hãy nêu mã hồ sơ"},
    {"use 1 to 100 characters of A-Z, a-z, 0-9, dot, hyphen, underscore",
     "hãy dùng 1 đến 100 ký tự gồm A-Z, a-z, 0-9, dấu chấm, gạch nối, gạch dưới"},
    {"send a form of the type that was submitted", "hãy gửi tờ khai cùng loại với tờ khai đã nộp"},
    {"say what the officer does", "hãy nêu việc cán bộ làm"},
    {"only scripts stay silent", "chỉ cán bộ theo kịch bản mới im lặng"},
    {"a scripted officer needs at least one line", "cán bộ theo kịch bản cần ít nhất một dòng"},
    {"a refusal needs a reason", "từ chối thì phải nêu lý do"},
    {"name what is to be added", "hãy nêu những gì cần bổ sung"},
    {"ask for a positive amount", "hãy yêu cầu một số tiền lớn hơn 0"},
    {"pay a positive amount", "hãy nộp một số tiền lớn hơn 0"},
    // The one-stop desk of a province.
    {"say how the province stands", "hãy nêu mức sẵn sàng của tỉnh"},
    {"use 1 to 10080, or 0 for 60", "hãy ghi từ 1 đến 10080, hoặc 0 thay cho 60"},
    // Events.
    {"name the event", "hãy nêu mã sự kiện"},
    {"name the sender", "hãy nêu nơi gửi sự kiện"},
    {"only CloudEvents 1.0 is taken", "chỉ nhận CloudEvents 1.0"},
    {"send 1 to {} events", "hãy gửi từ 1 đến {} sự kiện"},
    // Dossiers.
    {"name a linked service, see ListWorkflows", "hãy nêu một dịch vụ công liên thông, xem ListWorkflows"},
    {"say who files", "hãy nêu người nộp hồ sơ"},
    {"name the dossier", "hãy nêu hồ sơ liên thông"},
    {"only \"{}\" is awaited", "chỉ cần bổ sung \"{}\""},
    {"write the fields to replace", "hãy ghi các trường cần thay"},
    {"this part has no form", "phần việc này không có tờ khai"},
    // The portal.
    {"is no dossier code", "không phải mã hồ sơ"},
    {"is no part of the dossier", "không phải phần việc của hồ sơ"},
    {"must be the applicant of the dossier", "phải là người nộp hồ sơ"},
    {"the answer named applicant is about another person", "câu trả lời có tên applicant nói về người khác"},
    {"name channels that exist", "hãy dùng các kênh có trong danh mục"},
    {"leave empty or leave part empty", "hãy để trống trường này hoặc để trống part"},
    // Worlds and agencies.
    {"name the world to check", "hãy nêu thế giới cần kiểm tra"},
    {"name an agency, or \"*\" for all", "hãy nêu một cơ quan, hoặc \"*\" cho mọi cơ quan"},
    {"several agencies have this desk; name one", "nhiều cơ quan có bộ phận tiếp nhận này; hãy nêu một cơ quan"},
    {"this server keeps nothing; start it with --store sqlite:PATH",
     "máy chủ này không lưu gì; hãy khởi động với --store sqlite:PATH"},
    {"time only moves forward", "thời gian chỉ tiến tới"},
    {"it cannot be sent as a header", "không gửi được trong tiêu đề của lời gọi"},
    // The command line.
    {"there is no agency \"{}\"; see `lienthong agencies`", "không có cơ quan \"{}\"; hãy xem `lienthong agencies`"},
    {"write {}=HOST:PORT", "hãy ghi {}=HOST:PORT"},
    {"a seat that pulls its work (=pull) is not carried out yet; write {}=HOST:PORT",
     "chưa hỗ trợ cơ quan tự lấy việc (=pull); hãy ghi {}=HOST:PORT"},
    {"{} can't be read", "không đọc được {}"},
    {"a store in memory has no place; write \"memory\" alone", "kho trong bộ nhớ không có nơi lưu; chỉ ghi \"memory\""},
    {"a store of kind \"{}\" is not built; use \"memory\" or \"sqlite:PATH\"",
     "chưa có kho loại \"{}\"; hãy dùng \"memory\" hoặc \"sqlite:ĐƯỜNG_DẪN\""},
    {"name a file after \"sqlite:\"", "hãy ghi tên tệp sau \"sqlite:\""},
    // What is left of ranges, after all that say more.
    {"use {} to {}", "hãy ghi từ {} đến {}"},
};

constexpr Phrase kWords[] = {
    // Records that are missing.
    {"application", "hồ sơ tại cơ quan"},
    {"dossier", "hồ sơ liên thông"},
    {"household", "hộ gia đình"},
    {"persona", "nhân vật mẫu"},
    {"service", "dịch vụ"},
    // What a dossier may wait for, and what its state may forbid.
    {"a payment", "nộp tiền"},
    {"a supplement", "bổ sung hồ sơ"},
    {"withdrawal", "việc rút hồ sơ"},
    // Births: the parent whose age doesn't fit, and what is wrong with a child's name.
    {"mother", "người mẹ"},
    {"father", "người cha"},
    {"digits", "có chữ số"},
    {"letters", "có chữ không phải chữ tiếng Việt hoặc tiếng dân tộc của Việt Nam"},
    {"family_name", "họ không theo họ của cha hoặc mẹ"},
    // What a header or a parameter of HTTP should hold.
    {"one value", "một giá trị duy nhất"},
    {"at most 10 digits", "nhiều nhất 10 chữ số"},
    {"a sequence number", "một số thứ tự"},
    {"a percent-encoded file name", "tên tệp mã hóa phần trăm"},
    {"the request message", "nội dung yêu cầu"},
    {"URL-safe base64", "base64 an toàn cho URL"},
    {"json or proto", "json hoặc proto"},
};

// What stands in the holes of `pattern` where `text` is such a phrase.
absl::optional<std::vector<absl::string_view>> HolesOf(absl::string_view pattern, absl::string_view text) {
  const std::vector<absl::string_view> pieces = absl::StrSplit(pattern, "{}");
  std::vector<absl::string_view> holes;
  if (!absl::ConsumePrefix(&text, pieces.front())) return absl::nullopt;
  for (size_t i = 1; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size();
    if (last && !absl::EndsWith(text, pieces[i])) return absl::nullopt;
    const size_t end = last ? text.size() - pieces[i].size() : text.find(pieces[i]);
    if (end == absl::string_view::npos || end == 0) return absl::nullopt;
    holes.push_back(text.substr(0, end));
    text.remove_prefix(end + pieces[i].size());
  }
  if (!text.empty()) return absl::nullopt;
  return holes;
}

std::string Filled(absl::string_view pattern, const std::vector<absl::string_view>& holes) {
  const std::vector<absl::string_view> pieces = absl::StrSplit(pattern, "{}");
  std::string text(pieces.front());
  for (size_t i = 0; i < holes.size(); ++i) {
    text.append(holes[i].data(), holes[i].size());
    text.append(pieces[i + 1].data(), pieces[i + 1].size());
  }
  return text;
}

template <size_t kSize>
absl::optional<std::string> Translated(const Phrase (&phrases)[kSize], absl::string_view english) {
  for (const Phrase& phrase : phrases) {
    if (const auto holes = HolesOf(phrase.english, english)) return Filled(phrase.vietnamese, *holes);
  }
  return absl::nullopt;
}

}  // namespace

absl::optional<std::string> VietnameseProblem(absl::string_view english) { return Translated(kProblems, english); }

absl::optional<std::string> VietnameseWord(absl::string_view english) { return Translated(kWords, english); }

}  // namespace lienthong
