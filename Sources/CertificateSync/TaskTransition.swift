import OpenEdX

/// The move that an outcome makes a running task do. Pure: the queue writes what it says.
struct TaskTransition: Equatable {
  var state: TaskState
  var notBefore: UTCTime?
  var message: String
  /// Whether this start counts against the tries.
  var countsAttempt = true
  /// The reason to pause the queue for.
  var pauses: String?

  init(
    _ outcome: TaskOutcome,
    attempts: Int,
    now: UTCTime,
    policy: RetryPolicy,
    random: (ClosedRange<Double>) -> Double = { Double.random(in: $0) }
  ) {
    message = outcome.message
    switch outcome {
    case .done: state = .done
    case .skipped: state = .skipped
    case .dead: state = .dead
    case .pause(let reason):
      state = .queued
      notBefore = now
      countsAttempt = false
      pauses = reason
    case .retry(let text, let after):
      if let wait = policy.wait(afterAttempts: attempts, atLeast: after, random: random) {
        state = .queued
        notBefore = now.adding(seconds: wait)
      } else {
        state = .dead
        message = "given up after \(attempts) tries: \(text)"
      }
    }
  }
}
