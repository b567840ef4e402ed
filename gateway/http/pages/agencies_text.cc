#include "gateway/http/pages/agencies_text.h"

namespace lienthong::http {
namespace {

constexpr AgenciesText kVietnamese = {
    .subtitle = "Bộ mô phỏng liên thông dịch vụ công",
    .about =
        "Mỗi cơ quan dưới đây là một máy chủ gRPC mô phỏng, có trạng thái, trên cùng một dân số giả lập. "
        "Mọi phương thức cũng gọi được bằng JSON qua HTTP tại địa chỉ này.",
    .agencies = "Cơ quan",
    .none = "Chưa có cơ quan nào đăng ký với cổng.",
    .reachable = "kết nối được",
    .unreachable = "không kết nối được",
    .simulated = "mô phỏng",
    .foreign = "hệ thống bên ngoài",
    .links = "Tài liệu và giám sát",
    .openapi = "mô tả mọi phương thức, kiểu dữ liệu và lý do từ chối",
    .postman = "bộ yêu cầu mẫu cho Postman và newman",
    .metrics = "số liệu cho Prometheus",
    .health = "tình trạng của cổng và các cơ quan",
    .call = "Gọi thử",
    .footer =
        "Dữ liệu tổng hợp: mọi người và hồ sơ ở đây đều không có thật. Đây không phải là hệ thống của cơ quan nhà "
        "nước.",
};

constexpr AgenciesText kEnglish = {
    .subtitle = "Simulator of linked public services",
    .about =
        "Each agency below is a stateful gRPC server over one shared synthetic nation. "
        "Every method can also be called with JSON over HTTP at this address.",
    .agencies = "Agencies",
    .none = "No agency has announced itself to the gateway yet.",
    .reachable = "reachable",
    .unreachable = "unreachable",
    .simulated = "simulated",
    .foreign = "external system",
    .links = "Documents and monitoring",
    .openapi = "every method, type and reason of refusal",
    .postman = "example requests for Postman and newman",
    .metrics = "figures for Prometheus",
    .health = "state of the gateway and the agencies",
    .call = "Try a call",
    .footer = "Synthetic data: no person or record here is real. This is not a system of any authority.",
};

}  // namespace

const AgenciesText& TextOfAgencies(bool vietnamese) { return vietnamese ? kVietnamese : kEnglish; }

}  // namespace lienthong::http
