#include "services/portal/announcements.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong::portal {
namespace {

using namespace applications::v1;  // NOLINT: statuses
using common::v1::LocalizedText;

LocalizedText Both(const std::string& vi, const std::string& en) {
  LocalizedText text;
  text.set_vi(vi);
  text.set_en(en);
  return text;
}

struct Headline {
  v1::NotificationKind kind;
  const char* vi;
  const char* en;
};

constexpr Headline kHeadlines[] = {
    {v1::NOTIFICATION_KIND_APPOINTMENT, "Hồ sơ đã được tiếp nhận", "The dossier was taken in"},
    {v1::NOTIFICATION_KIND_SUPPLEMENT_REQUESTED, "Yêu cầu bổ sung hồ sơ", "Something has to be added"},
    {v1::NOTIFICATION_KIND_PAYMENT_REQUESTED, "Yêu cầu nộp phí, lệ phí", "Something has to be paid"},
    {v1::NOTIFICATION_KIND_RESULT, "Đã có kết quả", "The result is there"},
    {v1::NOTIFICATION_KIND_REFUSAL, "Hồ sơ không được giải quyết", "The dossier was refused"},
    {v1::NOTIFICATION_KIND_DELAY, "Xin lỗi và hẹn lại ngày trả kết quả", "An apology and a new date"},
};

LocalizedText TitleOf(v1::NotificationKind kind) {
  const auto* headline = std::find_if(std::begin(kHeadlines), std::end(kHeadlines),
                                      [kind](const Headline& line) { return line.kind == kind; });
  return Both(headline->vi, headline->en);
}

// "Hồ sơ CODE, TITLE: SAYING".
LocalizedText BodyOf(const std::string& code, const LocalizedText& title, const LocalizedText& saying) {
  return Both(absl::StrCat("Hồ sơ ", code, ", ", title.vi(), ": ", saying.vi()),
              absl::StrCat("Dossier ", code, ", ", title.en(), ": ", saying.en()));
}

std::string Moment(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%H:%M %d/%m/%Y", FromProto(time), HanoiZone());
}

LocalizedText NoteOr(const LocalizedText& note, const char* vi, const char* en) {
  return note.vi().empty() ? Both(vi, en) : note;
}

// What the whole and a part have in common.
struct Line {
  ApplicationStatus status = APPLICATION_STATUS_SUBMITTED;
  LocalizedText note;
  bool withdrawn = false;
  absl::optional<google::protobuf::Timestamp> due_at;
};

template <class Row>
Line LineOf(const Row& row) {
  Line line;
  line.status = row.status();
  line.note = row.note();
  line.withdrawn = row.reason() == common::v1::WITHDRAWN_BY_APPLICANT;
  if (row.has_due_at()) line.due_at = row.due_at();
  return line;
}

bool IsRefused(const Line& line) {
  const bool ended = line.status == APPLICATION_STATUS_STOPPED || line.status == APPLICATION_STATUS_NOT_ACCEPTED;
  return ended && !line.withdrawn;
}

bool IsOpen(const Line& line) {
  return line.status != APPLICATION_STATUS_STOPPED && line.status != APPLICATION_STATUS_NOT_ACCEPTED &&
         line.status != APPLICATION_STATUS_COMPLETED && line.status != APPLICATION_STATUS_RESULT_RETURNED;
}

// The office's time stands still meanwhile: a later date is no delay of its own.
bool WaitsForApplicant(const Line& line) {
  return line.status == APPLICATION_STATUS_SUPPLEMENT_REQUESTED || line.status == APPLICATION_STATUS_PAYMENT_REQUESTED;
}

bool IsLater(const Line& before, const Line& after) {
  return before.due_at && after.due_at && FromProto(*before.due_at) < FromProto(*after.due_at);
}

// Collects the notifications of one dossier.
class Announcer {
 public:
  explicit Announcer(const v1::PortalDossier& dossier) : dossier_(dossier) {}

  void Add(v1::NotificationKind kind, const std::string& part, const LocalizedText& title,
           const LocalizedText& saying) {
    v1::Notification& notification = notifications_.emplace_back();
    notification.set_recipient_pin(dossier_.applicant().pin());
    notification.set_dossier_code(dossier_.dossier_code());
    notification.set_part(part);
    notification.set_kind(kind);
    for (const auto channel :
         {v1::NOTIFICATION_CHANNEL_PORTAL, v1::NOTIFICATION_CHANNEL_VNEID, v1::NOTIFICATION_CHANNEL_SMS}) {
      notification.add_channels(channel);
    }
    *notification.mutable_title() = TitleOf(kind);
    *notification.mutable_body() = BodyOf(dossier_.dossier_code(), title, saying);
  }

  // What is asked of the applicant, a refusal, a new date: of a part, or of a whole without parts.
  void Follow(const std::string& part, const LocalizedText& title, const Line& before, const Line& after) {
    const bool moved = before.status != after.status;
    if (moved && after.status == APPLICATION_STATUS_SUPPLEMENT_REQUESTED) {
      Add(v1::NOTIFICATION_KIND_SUPPLEMENT_REQUESTED, part, title,
          NoteOr(after.note, "xem yêu cầu bổ sung.", "see what is asked for."));
    }
    if (moved && after.status == APPLICATION_STATUS_PAYMENT_REQUESTED) {
      Add(v1::NOTIFICATION_KIND_PAYMENT_REQUESTED, part, title,
          NoteOr(after.note, "xem số tiền phải nộp.", "see the amount due."));
    }
    if (moved && IsRefused(after)) {
      Add(v1::NOTIFICATION_KIND_REFUSAL, part, title,
          NoteOr(after.note, "cơ quan giải quyết không nêu lý do.", "the office gave no reason."));
    }
    if (IsLater(before, after) && !WaitsForApplicant(before) && IsOpen(after)) {
      delayed_ = true;
      Add(v1::NOTIFICATION_KIND_DELAY, part, title,
          Both(absl::StrCat("hẹn lại ", Moment(*after.due_at), "."),
               absl::StrCat("the new appointment is ", Moment(*after.due_at), ".")));
    }
  }

  // A date was put off.
  bool delayed() const { return delayed_; }
  std::vector<v1::Notification> Take() { return std::move(notifications_); }

 private:
  const v1::PortalDossier& dossier_;
  std::vector<v1::Notification> notifications_;
  bool delayed_ = false;
};

const v1::PortalDossierPart* PartNamed(const v1::PortalDossier& dossier, const std::string& name) {
  for (const v1::PortalDossierPart& part : dossier.parts()) {
    if (part.part() == name) return &part;
  }
  return nullptr;
}

// The first appointment, and a later one that a further part or the applicant's own time has brought.
void AnnounceAppointment(const v1::PortalDossier& before, const v1::PortalDossier& after, Announcer& announcer) {
  const bool first = !before.has_due_at() && after.has_due_at();
  const bool moved = IsLater(LineOf(before), LineOf(after)) && !announcer.delayed();
  if (!(first || moved) || !IsOpen(LineOf(after))) return;
  announcer.Add(v1::NOTIFICATION_KIND_APPOINTMENT, "", after.title(),
                Both(absl::StrCat("hẹn trả kết quả ", Moment(after.due_at()), "."),
                     absl::StrCat("the appointment is ", Moment(after.due_at()), ".")));
}

}  // namespace

std::vector<v1::Notification> Announcements(const v1::PortalDossier& before, const v1::PortalDossier& after) {
  Announcer announcer(after);
  // A refusal of the whole says why by itself; its parts need not repeat it.
  const bool refused = IsRefused(LineOf(after));
  for (const v1::PortalDossierPart& part : after.parts()) {
    const Line now = LineOf(part);
    if (refused && IsRefused(now)) continue;
    const v1::PortalDossierPart* known = PartNamed(before, part.part());
    announcer.Follow(part.part(), part.title(), known == nullptr ? Line() : LineOf(*known), now);
  }
  if (after.parts().empty() || refused) announcer.Follow("", after.title(), LineOf(before), LineOf(after));
  AnnounceAppointment(before, after, announcer);
  if (before.status() != after.status() && after.status() == APPLICATION_STATUS_RESULT_RETURNED) {
    announcer.Add(v1::NOTIFICATION_KIND_RESULT, "", after.title(),
                  NoteOr(after.note(), "mời nhận kết quả.", "the result can be fetched."));
  }
  return announcer.Take();
}

}  // namespace lienthong::portal
