#include "tests/processes/server_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

extern char** environ;

namespace lienthong::testing {
namespace {

std::string ReadLine(int output) {
  std::string line;
  for (char c = 0; read(output, &c, 1) == 1 && c != '\n';) line.push_back(c);
  return line;
}

bool IsReadable(int descriptor, absl::Duration patience) {
  pollfd wait{descriptor, POLLIN, 0};
  return poll(&wait, 1, static_cast<int>(absl::ToInt64Milliseconds(patience))) > 0;
}

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::string ReadAll(int socket) {
  std::string text;
  char bytes[4096];
  while (IsReadable(socket, kPatience)) {
    const ssize_t n = read(socket, bytes, sizeof bytes);
    if (n <= 0) break;
    text.append(bytes, static_cast<size_t>(n));
  }
  return text;
}

}  // namespace

std::unique_ptr<ServerProcess> ServerProcess::Start(std::vector<std::string> arguments, bool await_ready) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return nullptr;
  char errors[] = "/tmp/lienthong-errors-XXXXXX";
  const int errors_file = mkostemp(errors, O_CLOEXEC);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors_file, STDERR_FILENO);
  char data[] = "/tmp/lienthong-data-XXXXXX";
  if (mkdtemp(data) == nullptr) return nullptr;
  // What a server keeps is its own, and goes with it.
  const bool keeps = arguments.front() == "up" && absl::c_find(arguments, "--store") == arguments.end();
  if (keeps) arguments.insert(arguments.end(), {"--store", absl::StrCat("sqlite:", data, "/store.db")});
  arguments.insert(arguments.begin(), "lienthong");
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_t pid = 0;
  const int failed = posix_spawn(&pid, LIENTHONG_BINARY, &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  close(errors_file);
  if (failed != 0) return nullptr;
  std::unique_ptr<ServerProcess> process(new ServerProcess(pid, ends[0], errors, data));
  if (await_ready) process->ready_ = ReadLine(ends[0]);
  return process;
}

ServerProcess::ServerProcess(pid_t pid, int output, std::string errors, std::string data)
    : pid_(pid),
      output_(output),
      errors_(std::move(errors)),
      data_(std::move(data)),
      handle_(static_cast<int>(syscall(SYS_pidfd_open, pid, 0))) {}

ServerProcess::~ServerProcess() {
  if (!ended_) {
    Signal(SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  close(output_);
  close(handle_);
  unlink(errors_.c_str());
  std::error_code error;
  std::filesystem::remove_all(data_, error);
}

std::string ServerProcess::AddressOf(const std::string& name) const {
  for (const absl::string_view word : absl::StrSplit(ready_, ' ')) {
    if (absl::StartsWith(word, name + "=")) return std::string(word.substr(name.size() + 1));
  }
  return "";
}

std::string ServerProcess::RestOfOutput() { return ReadAll(output_); }

std::string ServerProcess::Errors() const {
  std::ifstream file(errors_);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

void ServerProcess::Signal(int signal) const { kill(pid_, signal); }

int ServerProcess::Wait(absl::Duration patience) {
  if (ended_) return code_;
  if (!IsReadable(handle_, patience)) return -1;
  int status = 0;
  waitpid(pid_, &status, 0);
  ended_ = true;
  code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return code_;
}

int64_t ServerProcess::ResidentBytes() const {
  std::ifstream file(absl::StrCat("/proc/", pid_, "/statm"));
  int64_t total = 0, resident = 0;
  file >> total >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

SilentPeer::SilentPeer() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
  listen(socket_, 64);
  getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
}

SilentPeer::~SilentPeer() { close(socket_); }

std::string SilentPeer::address() const { return absl::StrCat("127.0.0.1:", port_); }

bool SilentPeer::AwaitCaller() const { return IsReadable(socket_, kPatience); }

std::string HttpGet(const std::string& url) {
  const std::vector<std::string> parts = absl::StrSplit(absl::StripPrefix(url, "http://"), absl::MaxSplits('/', 1));
  int port = 0;
  if (!absl::SimpleAtoi(parts[0].substr(parts[0].rfind(':') + 1), &port)) return "";
  const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(port);
  std::string answer;
  if (connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    const std::string request = absl::StrCat("GET /", parts.size() > 1 ? parts[1] : "",
                                             " HTTP/1.1\r\nhost: ", parts[0], "\r\nconnection: close\r\n\r\n");
    if (send(client, request.data(), request.size(), MSG_NOSIGNAL) > 0) answer = ReadAll(client);
  }
  close(client);
  return answer;
}

}  // namespace lienthong::testing
