#pragma once

namespace lienthong::http {

// The sentences of the page of agencies; plain HTML text.
struct AgenciesText {
  const char* subtitle;
  const char* about;
  const char* agencies;
  const char* none;
  const char* reachable;
  const char* unreachable;
  const char* simulated;
  const char* foreign;
  const char* links;
  const char* openapi;
  const char* postman;
  const char* metrics;
  const char* health;
  const char* call;
  const char* footer;
};

const AgenciesText& TextOfAgencies(bool vietnamese);

}  // namespace lienthong::http
