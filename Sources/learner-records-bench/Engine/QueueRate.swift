import CertificateSync
import OpenEdX

/// Tasks that do nothing, sent through the queue in batches: enqueued, claimed, and recorded as done.
struct QueueRate {
  let queue: TaskQueue
  /// How many tasks each transaction takes in.
  let batch: Int

  /// What was measured.
  struct Result {
    /// Tasks a second.
    let rate: Double
    /// Microseconds that the processor worked for a task.
    let processor: Double
  }

  /// Sends so many through.
  func run(_ tasks: Int) async throws -> Result {
    let worked = ProcessorTime.seconds()
    let start = ContinuousClock.now
    for first in stride(from: 0, to: tasks, by: batch) {
      let requests = (first..<min(first + batch, tasks)).map { number in
        TaskRequest.sendGrade(
          username: EngineDeployment.username(number),
          courseRunKey: EngineDeployment.runKey(number)
        )
      }
      _ = try await queue.enqueue(requests, origin: .live)
    }
    var finished: [TaskQueue.Finished] = []
    var recorded = 0
    repeat {
      recorded += finished.count
      let claimed = try await queue.turn(record: finished, claimUpTo: batch, now: .now)
      finished = claimed.map { TaskQueue.Finished(task: $0, outcome: .done("nothing to do")) }
    } while !finished.isEmpty
    guard recorded == tasks else { throw BenchError("\(recorded) of \(tasks) tasks came through the queue.") }
    return Result(
      rate: Double(tasks) / (ContinuousClock.now - start).inSeconds,
      processor: (ProcessorTime.seconds() - worked) / Double(tasks) * 1_000_000
    )
  }
}
