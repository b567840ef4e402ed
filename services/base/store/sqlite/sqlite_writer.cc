#include "services/base/store/sqlite/sqlite_writer.h"

#include <sqlite3.h>

#include <deque>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::store {
namespace {

// A group ends here, so that the first of it doesn't wait for ever.
constexpr size_t kMaxJobs = 256;
constexpr size_t kMaxRows = 4096;

// What is unsettled is written after this time, or earlier when it is much; beyond the last limit whoever commits has
// to wait for the file. In bytes, those overwritten since included.
constexpr absl::Duration kLinger = absl::Milliseconds(10);
constexpr size_t kMuchUnsettled = 512 << 10;
constexpr size_t kMaxUnsettled = 32 << 20;
// A file that failed is tried this often when nobody asks for more.
constexpr absl::Duration kRetry = absl::Seconds(1);

// Pages of the write-ahead log (4 KiB each): from here on it is moved into the file when no job waits, from there on
// even when some do, and beyond that readers are waited for, so that the log can begin anew.
constexpr int kCheckpointPages = 1000;
constexpr int kUrgentPages = 4000;
constexpr int kBlockingPages = 16000;

// Tells a job's caller on another thread that it was answered.
class WaitedJob : public WriteJob {
 public:
  WaitedJob(std::unique_ptr<WriteJob> job, absl::Notification* answered) : job_(std::move(job)), answered_(answered) {}

  size_t rows() const override { return job_->rows(); }
  absl::Status Load(RowReader& reader) override { return job_->Load(reader); }
  void Check() override { job_->Check(); }
  absl::Status Write(RowWriter& writer) override { return job_->Write(writer); }
  void Publish() override { job_->Publish(); }
  void Discard() override { job_->Discard(); }
  void Answer(const absl::Status& outcome) override {
    job_->Answer(outcome);
    job_.reset();
    answered_->Notify();
  }

 private:
  std::unique_ptr<WriteJob> job_;
  absl::Notification* const answered_;
};

}  // namespace

class SqliteWriter::Loop {
 public:
  Loop(std::unique_ptr<FileLock> lock, std::unique_ptr<SqliteConnection> connection, bool callers_write)
      : lock_(std::move(lock)),
        connection_(std::move(connection)),
        callers_write_(callers_write),
        begin_(connection_.get(), "BEGIN IMMEDIATE"),
        commit_(connection_.get(), "COMMIT"),
        writer_(connection_.get()) {
    sqlite3_wal_hook(connection_->handle(), &Loop::AfterCommit, this);
  }

  ~Loop() { CloseInGoodOrder(); }

  void Enqueue(std::unique_ptr<WriteJob> job) {
    switch (Admit(&job)) {
      case Admission::kRefused:
        job->Discard();
        job->Answer(Error(absl::StatusCode::kUnavailable, Reason::SERVER_STOPPING));
        return;
      case Admission::kAtOnce:
        RunAlone(std::move(job));
        EndWork();
        return;
      case Admission::kQueued:
        return;
    }
  }

  bool CommitAhead(std::shared_ptr<Unsettled> space, absl::FunctionRef<size_t()> commit) {
    absl::ReaderMutexLock no_cut(&cut_mutex_);
    {
      absl::ReaderMutexLock lock(&mutex_);
      if (closed_ || !status_.ok() || unsettled_bytes_ >= kMaxUnsettled) return false;
    }
    const size_t bytes = commit();
    if (bytes > 0) NoteUnsettled(std::move(space), bytes);
    return true;
  }

  bool AllSettled() const {
    absl::ReaderMutexLock lock(&mutex_);
    return unsettled_.empty() && cut_bytes_ == 0;
  }

  void Close() {
    // After whoever commits ahead at this moment.
    absl::MutexLock no_commit(&cut_mutex_);
    absl::MutexLock lock(&mutex_);
    closed_ = true;
  }

  void WaitUntilQuiet() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &Loop::Quiet));
  }

  // Of the thread itself, which can't wait for itself.
  void RunBetween(std::unique_ptr<WriteJob> job) {
    TakeTurn();
    RunAlone(std::move(job));
  }

  void Stop() {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }

  void Work() {
    std::vector<std::unique_ptr<WriteJob>> group;
    for (;;) {
      switch (Next(&group)) {
        case Turn::kOver:
          return;
        case Turn::kCheckpoint:
          Checkpoint();
          EndTurn();
          break;
        case Turn::kGroup:
          RunGroup(std::move(group));
          group.clear();
          EndWork();
      }
    }
  }

  absl::Status status() const {
    absl::MutexLock lock(&mutex_);
    return status_;
  }

  void AddFigures(DatabaseFigures* figures) const {
    absl::MutexLock lock(&mutex_);
    figures->transactions += transactions_;
    figures->failed_transactions += failed_;
    figures->rows += rows_;
    figures->bytes += bytes_;
    figures->checkpoints += checkpoints_;
    figures->log_pages += log_pages_;
    figures->queue_depth += queue_.size();
    figures->unsettled_bytes += unsettled_bytes_;
  }

 private:
  static int AfterCommit(void* loop, sqlite3*, const char*, int pages) {
    static_cast<Loop*>(loop)->pages_ = pages;
    return SQLITE_OK;
  }

  // Whoever has the turn uses the connection, and what is marked as its own below. Answers come after it.
  enum class Admission { kRefused, kAtOnce, kQueued };
  // A job to be queued is taken; one to be done at once has the turn, and counts as work until EndWork.
  Admission Admit(std::unique_ptr<WriteJob>* job) {
    absl::MutexLock lock(&mutex_);
    if (closed_) return Admission::kRefused;
    if (!callers_write_ || taken_ || !queue_.empty() || checkpoint_due_) {
      queue_.push_back(std::move(*job));
      return Admission::kQueued;
    }
    taken_ = true;
    ++working_;
    return Admission::kAtOnce;
  }

  void EndWork() {
    absl::MutexLock lock(&mutex_);
    --working_;
  }

  void TakeTurn() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &Loop::IsFree));
    taken_ = true;
  }

  // The thread's turn: what is there to do?
  enum class Turn { kGroup, kCheckpoint, kOver };
  Turn Next(std::vector<std::unique_ptr<WriteJob>>* group) {
    absl::MutexLock lock(&mutex_);
    for (;;) {
      mutex_.Await(absl::Condition(this, &Loop::HasAnything));
      // Nobody waits for what is unsettled: more may come of it.
      if (!HasUrgent()) mutex_.AwaitWithTimeout(absl::Condition(this, &Loop::HasUrgent), Linger());
      mutex_.Await(absl::Condition(this, &Loop::IsFree));
      const bool log_first = checkpoint_due_ && pages_ >= kUrgentPages;
      size_t rows = 0;
      while (!log_first && !queue_.empty() && group->size() < kMaxJobs && rows < kMaxRows) {
        rows += queue_.front()->rows();
        group->push_back(std::move(queue_.front()));
        queue_.pop_front();
      }
      if (!group->empty() || (!log_first && !unsettled_.empty())) {
        taken_ = true;
        ++working_;
        return Turn::kGroup;
      }
      if (checkpoint_due_) {
        taken_ = true;
        return Turn::kCheckpoint;
      }
      if (stopping_) return Turn::kOver;
    }
  }

  absl::Duration Linger() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return status_.ok() ? kLinger : kRetry; }

  void EndTurn() {
    absl::MutexLock lock(&mutex_);
    taken_ = false;
    checkpoint_due_ = pages_ >= kCheckpointPages && pages_ >= retry_at_;
  }

  bool IsFree() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return !taken_; }
  bool HasUrgent() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stopping_ || checkpoint_due_ || !queue_.empty() || (closed_ && !unsettled_.empty()) ||
           (unsettled_bytes_ >= kMuchUnsettled && status_.ok());
  }
  bool HasAnything() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return HasUrgent() || !unsettled_.empty(); }

  void RunAlone(std::unique_ptr<WriteJob> job) {
    std::vector<std::unique_ptr<WriteJob>> group;
    group.push_back(std::move(job));
    RunGroup(std::move(group));
  }

  void RunGroup(std::vector<std::unique_ptr<WriteJob>> group) {
    std::vector<std::shared_ptr<Unsettled>> cut;
    const absl::Status outcome = Transact(group, &cut);
    for (const auto& space : cut) outcome.ok() ? space->PublishCut() : space->DiscardCut();
    for (const auto& job : group) outcome.ok() ? job->Publish() : job->Discard();
    Count(outcome);
    EndCut(outcome.ok() ? std::vector<std::shared_ptr<Unsettled>>() : std::move(cut));
    EndTurn();
    cut.clear();
    for (auto& job : group) {
      job->Answer(outcome);
      auto rest = job->Rest();
      job.reset();
      if (rest != nullptr) EnqueueRest(std::move(rest));
    }
  }

  void NoteUnsettled(std::shared_ptr<Unsettled> space, size_t bytes) {
    absl::MutexLock lock(&mutex_);
    unsettled_bytes_ += bytes;
    unsettled_.insert(std::move(space));
  }

  // `unwritten` are cut again the next time, but when the file is being closed, there is none.
  void EndCut(std::vector<std::shared_ptr<Unsettled>> unwritten) {
    absl::MutexLock lock(&mutex_);
    const size_t bytes = std::exchange(cut_bytes_, 0);
    if (closed_ || unwritten.empty()) return;
    unsettled_bytes_ += bytes;
    for (auto& space : unwritten) unsettled_.insert(std::move(space));
  }

  void EnqueueRest(std::unique_ptr<WriteJob> rest) {
    absl::MutexLock lock(&mutex_);
    if (!stopping_ && !closed_) queue_.push_back(std::move(rest));
  }

  bool Quiet() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return queue_.empty() && working_ == 0 && unsettled_.empty();
  }

  absl::Status Transact(std::vector<std::unique_ptr<WriteJob>>& group, std::vector<std::shared_ptr<Unsettled>>* cut) {
    // At once for writing: a reader may hold that lock for a moment too, and only here SQLite waits for it.
    absl::Status status = begin_.Run();
    for (size_t i = 0; i < group.size() && status.ok(); ++i) status = group[i]->Load(writer_.reader());
    if (status.ok()) Decide(group, cut);
    for (size_t i = 0; i < cut->size() && status.ok(); ++i) status = (*cut)[i]->WriteCut(writer_);
    for (size_t i = 0; i < group.size() && status.ok(); ++i) status = group[i]->Write(writer_);
    if (status.ok()) status = commit_.Run();
    if (!status.ok() && connection_->InTransaction()) (void)connection_->Execute("ROLLBACK");
    return status;
  }

  // In one breath: a job may rely on what is unsettled, and all that anything relies on is written with it.
  void Decide(std::vector<std::unique_ptr<WriteJob>>& group, std::vector<std::shared_ptr<Unsettled>>* cut) {
    absl::MutexLock no_commit(&cut_mutex_);
    for (const auto& job : group) job->Check();
    {
      absl::MutexLock lock(&mutex_);
      cut->assign(unsettled_.begin(), unsettled_.end());
      unsettled_.clear();
      cut_bytes_ = std::exchange(unsettled_bytes_, 0);
    }
    for (const auto& space : *cut) space->Cut();
  }

  void Count(const absl::Status& outcome) {
    absl::MutexLock lock(&mutex_);
    ++(outcome.ok() ? transactions_ : failed_);
    if (outcome.ok()) {
      rows_ += writer_.rows() - counted_rows_;
      bytes_ += writer_.bytes() - counted_bytes_;
    }
    counted_rows_ = writer_.rows();
    counted_bytes_ = writer_.bytes();
    log_pages_ = pages_;
    if (status_ != outcome) status_ = outcome;
  }

  void Checkpoint() {
    const int mode = pages_ < kBlockingPages ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART;
    int pages = 0, moved = 0;
    const int code = sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, mode, &pages, &moved);
    // What a reader still needs stays in the log; no use in asking at every commit.
    const bool whole = code == SQLITE_OK && moved == pages;
    retry_at_ = whole ? 0 : pages_ + kCheckpointPages / 4;
    if (whole) pages_ = 0;
    absl::MutexLock lock(&mutex_);
    ++checkpoints_;
  }

  // A log left behind is a log to be read again; one that lacks the mark would be taken for lost if it went.
  void CloseInGoodOrder() {
    if (connection_->Execute("UPDATE meta SET value = '0' WHERE key = 'in_use'").ok()) return;
    sqlite3_db_config(connection_->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }

  // In this order: the file is closed before the lock goes.
  const std::unique_ptr<FileLock> lock_;
  const std::unique_ptr<SqliteConnection> connection_;
  const bool callers_write_;

  // Of whoever has the turn.
  SqliteStatement begin_, commit_;
  RowWriter writer_;
  int pages_ = 0, retry_at_ = 0;
  uint64_t counted_rows_ = 0, counted_bytes_ = 0;

  // Held by whoever commits ahead, and alone by whoever makes a cut. Before mutex_.
  absl::Mutex cut_mutex_ ABSL_ACQUIRED_BEFORE(mutex_);
  mutable absl::Mutex mutex_;
  std::deque<std::unique_ptr<WriteJob>> queue_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_set<std::shared_ptr<Unsettled>> unsettled_ ABSL_GUARDED_BY(mutex_);
  size_t unsettled_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t cut_bytes_ ABSL_GUARDED_BY(mutex_) = 0;  // being written
  bool taken_ ABSL_GUARDED_BY(mutex_) = false;
  bool checkpoint_due_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  int working_ ABSL_GUARDED_BY(mutex_) = 0;  // groups being written or answered
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  uint64_t transactions_ ABSL_GUARDED_BY(mutex_) = 0, failed_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t rows_ ABSL_GUARDED_BY(mutex_) = 0, bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t checkpoints_ ABSL_GUARDED_BY(mutex_) = 0, log_pages_ ABSL_GUARDED_BY(mutex_) = 0;
};

SqliteWriter::SqliteWriter(std::unique_ptr<FileLock> lock, std::unique_ptr<SqliteConnection> connection,
                           bool callers_write)
    : loop_(std::make_shared<Loop>(std::move(lock), std::move(connection), callers_write)),
      thread_([loop = loop_] { loop->Work(); }) {}

SqliteWriter::~SqliteWriter() {
  loop_->Stop();
  if (thread_.get_id() == std::this_thread::get_id()) {
    thread_.detach();
  } else {
    thread_.join();
  }
}

void SqliteWriter::Close() {
  loop_->Close();
  loop_->WaitUntilQuiet();
}

bool SqliteWriter::CommitAhead(std::shared_ptr<Unsettled> space, absl::FunctionRef<size_t()> commit) {
  return loop_->CommitAhead(std::move(space), commit);
}

void SqliteWriter::Enqueue(std::unique_ptr<WriteJob> job) {
  const std::shared_ptr<Loop> loop = loop_;  // this may be gone before the job's answer returns
  loop->Enqueue(std::move(job));
}

void SqliteWriter::Run(std::unique_ptr<WriteJob> job) {
  const std::shared_ptr<Loop> loop = loop_;
  if (thread_.get_id() == std::this_thread::get_id()) return loop->RunBetween(std::move(job));
  absl::Notification answered;
  loop->Enqueue(std::make_unique<WaitedJob>(std::move(job), &answered));
  answered.WaitForNotification();
}

bool SqliteWriter::AllSettled() const { return loop_->AllSettled(); }

absl::Status SqliteWriter::status() const { return loop_->status(); }

void SqliteWriter::AddFigures(DatabaseFigures* figures) const { loop_->AddFigures(figures); }

}  // namespace lienthong::store
