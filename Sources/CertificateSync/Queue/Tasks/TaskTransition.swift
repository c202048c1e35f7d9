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
  /// Until when the whole queue waits, because the service asked for it.
  var slowsUntil: UTCTime?

  /// The move of a task that the engine stopped before anything came of it.
  init(handedBackAt now: UTCTime) {
    state = .queued
    notBefore = now
    message = "handed back when the engine stopped"
    countsAttempt = false
  }

  init(_ outcome: TaskOutcome, attempts: Int, now: UTCTime, policy: Backoff) {
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
      slowsUntil = after.map { now.adding(seconds: $0) }
      if let wait = policy.wait(afterAttempts: attempts, atLeast: after) {
        state = .queued
        notBefore = now.adding(seconds: wait)
      } else {
        state = .dead
        message = "given up after \(attempts) tries: \(text)"
      }
    }
  }
}
