#include "deploy/lienthong/store_meters.h"

namespace lienthong {

void StoreMeters::Measure(metrics::Sheet& sheet) const {
  if (!database_.durable()) return;
  const store::DatabaseFigures figures = database_.figures();
  sheet.Count("lienthong_store_commits_total", "Commits that hold.", {}, figures.commits);
  sheet.Count("lienthong_store_conflicts_total", "Commits refused because a row had changed.", {}, figures.conflicts);
  sheet.Count("lienthong_store_transactions_total", "Transactions of the file, each a group of commits.",
              {{"outcome", "ok"}}, figures.transactions);
  sheet.Count("lienthong_store_transactions_total", "Transactions of the file, each a group of commits.",
              {{"outcome", "failed"}}, figures.failed_transactions);
  sheet.Count("lienthong_store_rows_total", "Rows written.", {}, figures.rows);
  sheet.Count("lienthong_store_bytes_total", "Bytes of rows written.", {}, figures.bytes);
  sheet.Count("lienthong_store_file_reads_total", "Rows and stretches read from the file instead of memory.", {},
              figures.file_reads);
  sheet.Count("lienthong_store_checkpoints_total", "Times the write-ahead log was moved into the file.", {},
              figures.checkpoints);
  sheet.Gauge("lienthong_store_log_pages", "Pages of 4 KiB in the write-ahead log.", {},
              static_cast<double>(figures.log_pages));
  sheet.Gauge("lienthong_store_queue", "Commits that wait for the writer.", {},
              static_cast<double>(figures.queue_depth));
  sheet.Gauge("lienthong_store_unsettled_bytes", "Bytes of rows that are visible inside the process and not written yet.", {},
              static_cast<double>(figures.unsettled_bytes));
  sheet.Gauge("lienthong_store_failing", "1 while the file can't be written or read.", {},
              database_.status().ok() ? 0 : 1);
}

}  // namespace lienthong
