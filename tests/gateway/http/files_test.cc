#include "gateway/http/files/files.h"

#include "exchange.h"
#include "fake_backend.h"
#include "gateway/http/files/digest.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lienthong::http {
namespace {

// SHA-256 of "abc", FIPS 180-2.
constexpr char kAbcHex[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr char kAbcBase64[] = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";

HttpRequest UploadOf(std::string bytes, Metadata headers = {}) { return {"POST", "/files", headers, std::move(bytes)}; }

TEST(FilesTest, StoresAndGivesBack) {
  FakeBackend backend;

  const auto stored =
      Exchange(backend, UploadOf("abc", {{"content-type", "application/pdf"}, {"x-file-name", "gi%E1%BA%A5y.pdf"}}))
          .response;
  const auto reference = nlohmann::json::parse(stored.body);
  const auto file = Exchange(backend, {"GET", HeaderOf(stored, "location"), {}, ""}).response;

  EXPECT_EQ(stored.status, 201);
  EXPECT_EQ(reference["fileId"], "file-1");
  EXPECT_EQ(reference["sha256"], kAbcHex);
  EXPECT_EQ(reference["fileName"], "giấy.pdf");
  EXPECT_EQ(reference["sizeBytes"], "3");
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.body, "abc");
  EXPECT_EQ(HeaderOf(file, "content-type"), "application/pdf");
  EXPECT_EQ(HeaderOf(file, "content-disposition"), "attachment; filename*=UTF-8''gi%e1%ba%a5y.pdf");
  EXPECT_EQ(HeaderOf(file, "digest"), std::string("sha-256=") + kAbcBase64);
}

TEST(FilesTest, TakesADigestInEveryUsualForm) {
  FakeBackend backend;
  const std::string base64 = kAbcBase64;
  for (const std::string& digest : {std::string(kAbcHex), base64, ":" + base64 + ":"}) {
    EXPECT_EQ(Exchange(backend, UploadOf("abc", {{"digest", "SHA-256=" + digest}})).response.status, 201) << digest;
  }
}

TEST(FilesTest, RefusesWrongUploadsAndStoresNothing) {
  FakeBackend backend;
  EXPECT_THAT(Exchange(backend, UploadOf("abd", {{"digest", std::string("sha-256=") + kAbcHex}})).response,
              Refused(400, "FILE_DIGEST_MISMATCH"));
  EXPECT_THAT(Exchange(backend, UploadOf("abc", {{"digest", "md5=abc"}})).response,
              Refused(400, "FILE_DIGEST_MALFORMED"));
  EXPECT_THAT(Exchange(backend, UploadOf("abc", {{"digest", "sha-256=abc"}})).response,
              Refused(400, "FILE_DIGEST_MALFORMED"));
  EXPECT_THAT(Exchange(backend, UploadOf("abc", {{"x-file-name", "%z"}})).response,
              Refused(400, "HTTP_HEADER_INVALID"));
  EXPECT_THAT(Exchange(backend, UploadOf(std::string(kMaxFileBytes + 1, 'x'))).response,
              Refused(413, "FILE_TOO_LARGE"));
  EXPECT_THAT(Exchange(backend, {"GET", "/files", {}, ""}).response, Refused(405, "HTTP_METHOD_NOT_ALLOWED"));
  EXPECT_TRUE(backend.files.empty());
}

TEST(FilesTest, AnUnknownFileIsNotFound) {
  FakeBackend backend;
  EXPECT_THAT(Exchange(backend, {"GET", "/files/none", {}, ""}).response, Refused(404, "RESOURCE_NOT_FOUND"));
}

TEST(FilesTest, LimitsDependOnThePath) {
  EXPECT_EQ(Handler::BodyLimit("POST", "/files"), kMaxFileBytes);
  EXPECT_EQ(Handler::BodyLimit("POST", "/files?x"), kMaxFileBytes);
  EXPECT_EQ(Handler::BodyLimit("POST", kCheck), kMaxMessageBytes);
  FakeBackend backend;
  EXPECT_THAT(Handler(backend).BodyTooLarge("POST", "/files"), Refused(413, "FILE_TOO_LARGE"));
  EXPECT_THAT(Handler(backend).BodyTooLarge("POST", kCheck), Refused(413, "MESSAGE_TOO_LARGE"));
}

}  // namespace
}  // namespace lienthong::http
