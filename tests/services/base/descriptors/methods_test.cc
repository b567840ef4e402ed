#include "services/base/descriptors/methods.h"

#include "gtest/gtest.h"
#include "lienthong/tax/v1/tax_service.pb.h"

namespace lienthong {
namespace {

constexpr char kLookUp[] = "lienthong.tax.v1.TaxService/LookUpTaxpayer";

class MethodsTest : public ::testing::Test {
 protected:
  // Links the service's descriptors into this program.
  const google::protobuf::Descriptor* const request_ = tax::v1::LookUpTaxpayerRequest::descriptor();
};

TEST_F(MethodsTest, AMethodIsFoundByTheNameOfItsCalls) {
  const auto* method = MethodNamed(kLookUp);
  ASSERT_NE(method, nullptr);
  EXPECT_EQ(method->input_type(), request_);
  EXPECT_EQ(WireName(*method), kLookUp);
}

TEST_F(MethodsTest, NothingElseIsAMethod) {
  for (const char* name : {"", "/", "lienthong.tax.v1.TaxService", "lienthong.tax.v1.TaxService/", "LookUpTaxpayer",
                           "lienthong.tax.v1.TaxService/Teleport", "/lienthong.tax.v1.TaxService/LookUpTaxpayer"}) {
    EXPECT_EQ(MethodNamed(name), nullptr) << name;
  }
}

}  // namespace
}  // namespace lienthong
