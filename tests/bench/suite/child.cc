#include "tests/bench/suite/child.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "absl/strings/string_view.h"

extern char** environ;

namespace lienthong::bench {
namespace {

std::string ReadLine(int output) {
  std::string line;
  for (char c = 0; read(output, &c, 1) == 1 && c != '\n';) line.push_back(c);
  return line;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Child>> Child::Start(std::vector<std::string> arguments) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return absl::InternalError("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  arguments.insert(arguments.begin(), "lienthong");
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_t pid = 0;
  const int failed = posix_spawn(&pid, "/proc/self/exe", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (failed != 0) {
    close(ends[0]);
    return absl::InternalError("the program can't be started");
  }
  std::unique_ptr<Child> child(new Child(pid, ends[0]));
  child->first_line_ = ReadLine(ends[0]);
  if (child->first_line_.empty()) return absl::InternalError("the program ended before it was ready");
  return child;
}

Child::~Child() {
  if (pid_ != 0) End(SIGTERM);
  close(output_);
}

void Child::Kill() { End(SIGKILL); }

void Child::End(int signal) {
  kill(pid_, signal);
  waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

std::string Child::gateway() const {
  constexpr absl::string_view kBefore = "gateway=";
  const size_t begin = first_line_.find(std::string(kBefore)) + kBefore.size();
  return first_line_.substr(begin, first_line_.find(' ', begin) - begin);
}

double Child::resident_bytes() const {
  std::ifstream statm("/proc/" + std::to_string(pid_) + "/statm");
  double pages = 0, resident = 0;
  statm >> pages >> resident;
  return resident * 4096;
}

}  // namespace lienthong::bench
