import Foundation

/// Threads for reads, which block until SQLite has answered. On the few threads of Swift's own pool they would hold up the
/// engine, and each other; and Dispatch's queues share their threads with that pool: where two processors are busy, a third
/// read would wait for the end of another.
final class ReadThreads: TaskExecutor {
  /// Gives each job a thread of its own, which ends with it: making one takes a fraction of the shortest read, and the
  /// schedule lets but a handful of reads run at a time.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    let thread = Thread { job.runSynchronously(on: executor) }
    thread.name = "read"
    thread.start()
  }
}
