// The ids of the rules in law.yaml that code asks for.
#pragma once

namespace lienthong::seeds::law {

// Administration.
inline constexpr char kProvinceCount[] = "administration.province_count";        // int
inline constexpr char kLevels[] = "administration.levels";                       // int: 3, then 2
inline constexpr char kForeignElementOffice[] = "birth.foreign_element_office";  // text: district, then commune
inline constexpr char kForeignElementBorderException[] = "birth.foreign_element_border_exception";  // bool

// Receiving and counting.
inline constexpr char kCutOffHour[] = "procedure.cut_off_hour";  // int: 15

// Birth registration.
inline constexpr char kBirthDutyDays[] = "birth.duty_days";                    // int: 60 calendar days from birth
inline constexpr char kBirthWorkingDays[] = "birth.working_days";              // int: 0 = the same working day
inline constexpr char kBirthOnTimeCharge[] = "birth.on_time_charge";           // int, VND
inline constexpr char kBirthLateCharge[] = "birth.late_charge";                // int, VND
inline constexpr char kExtractCharge[] = "civil_status.extract_charge";        // int, VND a copy
inline constexpr char kBirthJurisdiction[] = "birth.jurisdiction";             // text: parent_residence
inline constexpr char kBirthOwnInitiative[] = "birth.commune_own_initiative";  // bool
inline constexpr char kBirthNoticeForm[] = "birth.notice_form";                // text: the form of the notification
inline constexpr char kNoticeWorkingHours[] = "notice.working_hours";  // int: facility sends within, 0 = no limit
inline constexpr char kNoticeDestination[] = "notice.destination";     // text

// The linked birth procedures.
inline constexpr char kBirthBundleProcedure[] = "birth_bundle.procedure_code";  // text
inline constexpr char kBirthBundleVersion[] = "birth_bundle.version";           // text: date of the version
inline constexpr char kBirthBundleWorkingDays[] = "birth_bundle.working_days";  // int
inline constexpr char kBirthBundleVerifiedWorkingDays[] = "birth_bundle.verified_working_days";  // int
inline constexpr char kSupplementWorkingDays[] = "birth_bundle.supplement_working_days";         // int
inline constexpr char kBirthBundleFirstReceiver[] = "birth_bundle.first_receiver";               // text
inline constexpr char kBirthBundleIdentityCard[] = "birth_bundle.identity_card_under_6";         // bool
inline constexpr char kLinkingCoordinator[] = "linking.coordinator";                             // text

// Residence.
inline constexpr char kResidenceWorkingDays[] = "residence.working_days";                   // int
inline constexpr char kResidenceVerifiedWorkingDays[] = "residence.verified_working_days";  // int
inline constexpr char kResidenceDutyDays[] = "residence.child_duty_days";                   // int, calendar days
inline constexpr char kHeadConsent[] = "residence.child_head_consent";                      // bool
inline constexpr char kOwnerConsent[] = "residence.child_owner_consent";                    // bool
inline constexpr char kResidenceChildCharge[] = "residence.child_charge";                   // int, VND
inline constexpr char kResidenceResultForm[] = "residence.result_form";                     // text

// Health insurance.
inline constexpr char kChildCardWorkingDays[] = "insurance.child_card_working_days";  // int
inline constexpr char kChildCardMonths[] = "insurance.child_card_months";             // int: 72

// Death.
inline constexpr char kDeathDutyDays[] = "death.duty_days";                     // int, calendar days
inline constexpr char kDeathWorkingDays[] = "death.working_days";               // int: 0 = the same working day
inline constexpr char kDeathBundleProcedure[] = "death_bundle.procedure_code";  // text
inline constexpr char kDeathNoticeForm[] = "death.notice_form";                 // text
inline constexpr char kDeathDocument[] = "death.document_name";                 // text
inline constexpr char kDeathOwnInitiative[] = "death.commune_own_initiative";   // bool

// Amounts.
inline constexpr char kBaseSalary[] = "amounts.base_salary";          // int, VND a month; reference level later
inline constexpr char kSocialStandard[] = "amounts.social_standard";  // int, VND a month
inline constexpr char kFuneralAllowanceMultiple[] = "amounts.funeral_allowance_multiple";  // int, x base salary
inline constexpr char kFuneralSupportMultiple[] = "amounts.funeral_support_multiple";      // int, x social standard

// Identity.
inline constexpr char kLegacyIdAccepted[] = "identity.legacy_id_accepted";       // bool
inline constexpr char kTaxCodeIsPin[] = "identity.tax_code_is_personal_number";  // bool: households and individuals

}  // namespace lienthong::seeds::law
