import Dispatch

/// Threads for reads, which block until SQLite has answered. On the few threads of Swift's own pool they would hold up the
/// engine, and each other.
final class ReadThreads: TaskExecutor {
  private let queue = DispatchQueue(label: "reads", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    queue.async { job.runSynchronously(on: executor) }
  }
}
