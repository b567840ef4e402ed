#include "gateway/dossier/explanations.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/substitute.h"
#include "gateway/dossier/part_news.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses
using gateway::v1::Part;

struct Sentence {
  ApplicationStatus status;
  const char* vi;
  const char* en;
};

constexpr Sentence kSentences[] = {
    {APPLICATION_STATUS_SUBMITTED, "{office} đã nhận hồ sơ, chờ tiếp nhận.", "{office} has it and has not taken it in yet."},
    {APPLICATION_STATUS_ACCEPTED, "{office} đã tiếp nhận, hẹn trả {due}.", "{office} took it in; the appointment is {due}."},
    {APPLICATION_STATUS_IN_PROCESS, "{office} đang xử lý, hẹn trả {due}.", "{office} is working on it; the appointment is {due}."},
    {APPLICATION_STATUS_SUPPLEMENT_REQUESTED, "{office} yêu cầu bổ sung: {note}", "{office} asks the applicant to add something: {note}"},
    {APPLICATION_STATUS_PAYMENT_REQUESTED, "{office} yêu cầu nộp {amount} đồng.", "{office} asks the applicant to pay {amount} VND."},
    {APPLICATION_STATUS_NOT_ACCEPTED, "{office} không tiếp nhận.", "{office} did not take it in."},
    {APPLICATION_STATUS_STOPPED, "{office} đã dừng xử lý.", "{office} has stopped the matter."},
    {APPLICATION_STATUS_COMPLETED, "{office} đã xử lý xong.", "{office} is done; the result is there."},
    {APPLICATION_STATUS_RESULT_RETURNED, "{office} đã trả kết quả.", "{office} has handed the result over."},
    {APPLICATION_STATUS_WITHDRAWAL_REQUESTED, "{office} đang xử lý yêu cầu rút hồ sơ.", "{office} is handling the withdrawal."},
};

// What was asked for, and which system is to answer now.
std::string OfficeName(const Part& part, const char* pattern, const std::string& title) {
  const std::string& unit = part.waiting_for().empty() ? part.agency() : part.waiting_for();
  return title.empty() ? unit : absl::Substitute(pattern, title, unit);
}

std::string Fill(const std::string& pattern, const Part& part, const std::string& office, const std::string& note) {
  const std::string due =
      part.has_due_at() ? absl::FormatTime("%H:%M %d/%m/%Y", FromProto(part.due_at()), HanoiZone()) : "-";
  return absl::StrReplaceAll(pattern, {{"{office}", office},
                                       {"{due}", due},
                                       {"{note}", note},
                                       {"{amount}", absl::StrCat(part.payment().amount_vnd())}});
}

// Why the first refused part was refused; a full stop when nobody said.
common::v1::LocalizedText WhyRefused(const gateway::v1::Dossier& dossier) {
  for (const Part& part : dossier.parts()) {
    if (part.status() != APPLICATION_STATUS_NOT_ACCEPTED && part.status() != APPLICATION_STATUS_STOPPED) continue;
    if (part.note().vi().empty()) break;
    return Text(absl::StrCat(" (", part.title().vi(), "): ", part.note().vi()),
                absl::StrCat(" (", part.title().en(), "): ", part.note().en()));
  }
  return Text(".", ".");
}

}  // namespace

common::v1::LocalizedText Text(const std::string& vi, const std::string& en) {
  common::v1::LocalizedText text;
  text.set_vi(vi);
  text.set_en(en);
  return text;
}

common::v1::LocalizedText OnItsWay() {
  return Text("Phần mềm liên thông đang chuyển hồ sơ sang bước tiếp theo.",
              "The linking software is passing the dossier on to its next step.");
}

common::v1::LocalizedText ExplainPart(const Part& part) {
  const std::string vi = OfficeName(part, "Cơ quan giải quyết \"$0\" ($1)", part.title().vi());
  const std::string en = OfficeName(part, "The office for \"$0\" ($1)", part.title().en());
  if (part.silent()) {
    return Text(Fill("{office} đã quá hẹn {due} mà chưa trả lời; hệ thống đang hỏi lại.", part, vi, ""),
                Fill("{office} has passed its appointment {due} without a word; it is being asked.", part,
                     en, ""));
  }
  if (part.next_actor() == ACTOR_AGENCY && part.submit_attempts() > 0) {
    return Text(Fill("{office} chưa nhận được hồ sơ ({note}); hệ thống tự gửi lại.", part, vi, part.note().vi()),
                Fill("{office} cannot take the dossier in yet ({note}); it is delivered again by itself.", part,
                     en, part.note().en()));
  }
  if (IsBeingSupplemented(part)) {
    return Text(Fill("{office} đã được gửi phần bổ sung.", part, vi, ""),
                Fill("{office} is being sent the supplement.", part, en, ""));
  }
  if (IsSupplemented(part)) {
    return Text(Fill("{office} đã nhận phần bổ sung, chưa xử lý tiếp.", part, vi, ""),
                Fill("{office} has the supplement and has not gone on yet.", part, en, ""));
  }
  for (const Sentence& sentence : kSentences) {
    if (sentence.status != part.status()) continue;
    return Text(Fill(sentence.vi, part, vi, part.note().vi()),
                Fill(sentence.en, part, en, part.note().en()));
  }
  return OnItsWay();
}

common::v1::LocalizedText ExplainOutcome(const gateway::v1::Dossier& dossier) {
  switch (dossier.outcome()) {
    case gateway::v1::DOSSIER_OUTCOME_COMPLETED:
      return Text("Mọi thủ tục đã có kết quả.", "Every procedure has its result.");
    case gateway::v1::DOSSIER_OUTCOME_COMPLETED_IN_PART: {
      const auto why = WhyRefused(dossier);
      return Text("Kết quả đã có vẫn giữ nguyên; có thủ tục bị từ chối" + why.vi(),
                  "The results given stand; a procedure was refused" + why.en());
    }
    case gateway::v1::DOSSIER_OUTCOME_WITHDRAWN:
      return Text("Người nộp đã rút hồ sơ.", "The applicant withdrew the dossier.");
    case gateway::v1::DOSSIER_OUTCOME_FAILED:
      return Text(absl::StrCat("Quy trình dừng vì lỗi: ", dossier.failure()),
                  absl::StrCat("The workflow stopped on an error: ", dossier.failure()));
    default: {
      const auto why = WhyRefused(dossier);
      return Text("Hồ sơ bị từ chối" + why.vi(), "The dossier was refused" + why.en());
    }
  }
}

}  // namespace lienthong::dossier
