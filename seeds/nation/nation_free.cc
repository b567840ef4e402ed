// What the nation leaves free, and the personas who took the first of it.
#include "absl/strings/str_cat.h"
#include "seeds/nation/nation_state.h"
#include "seeds/nation/person_fields.h"
#include "seeds/places/places.h"
#include "seeds/text/nearest.h"

namespace lienthong::seeds {

absl::StatusOr<std::string> Nation::FreeNumber(const NumberCell& cell, uint64_t draw) const {
  if (Places::Default().FindProvince(cell.province_code) == nullptr) {
    return absl::InvalidArgumentError("A personal number needs a known province of birth registration.");
  }
  if (cell.sex != Sex::kMale && cell.sex != Sex::kFemale) {
    return absl::InvalidArgumentError("A personal number needs the sex to be male or female.");
  }
  if (cell.birth_year < 1900 || cell.birth_year > 2399) {
    return absl::InvalidArgumentError("A personal number needs a birth year of 1900 to 2399.");
  }
  return state_->book.FreePin(cell, draw);
}

absl::StatusOr<std::string> Nation::FreeSiNumber(absl::string_view province_code, uint64_t draw) const {
  if (Places::Default().FindProvince(province_code) == nullptr) {
    return absl::InvalidArgumentError("A social-insurance number needs a known province.");
  }
  return state_->book.FreeSiNumber(province_code, draw);
}

std::vector<std::string> Nation::PersonaKeys() const {
  std::vector<std::string> keys;
  for (const Persona& persona : state_->personas->personas()) keys.push_back(persona.key);
  return keys;
}

absl::StatusOr<Persona> Nation::FindPersona(absl::string_view key) const {
  const Persona* persona = state_->personas->Find(key);
  if (persona != nullptr) return *persona;
  return absl::NotFoundError(
      absl::StrCat("There is no persona \"", key, "\"; the nearest is \"", Nearest(key, PersonaKeys()), "\"."));
}

absl::StatusOr<std::string> Nation::PersonaField(absl::string_view path) const {
  const size_t family_end = path.find('.');
  const size_t member_end = family_end == absl::string_view::npos ? family_end : path.find('.', family_end + 1);
  const absl::StatusOr<Persona> persona = FindPersona(path.substr(0, member_end));
  if (!persona.ok()) return persona.status();
  const absl::string_view field = member_end == absl::string_view::npos ? "" : path.substr(member_end + 1);
  const absl::StatusOr<std::string> value = ReadPersonField(*this, persona->person, field);
  if (value.status().code() != absl::StatusCode::kFailedPrecondition) return value;
  const std::string because = persona->unlisted.empty() ? "" : absl::StrCat(" (", persona->unlisted, ")");
  return absl::FailedPreconditionError(
      absl::StrCat("Persona ", persona->key, " ", value.status().message(), because, "."));
}

}  // namespace lienthong::seeds
