import CertificateSync
import Terminal

/// Something about the engine that is done only after a yes.
package enum EngineQuestion: Sendable, Hashable {
  /// Whether the paused queue is to be opened again.
  case resume(reason: String)
  /// Whether so many dead tasks are to run again.
  case retryAllDead(Int)
  /// Whether to leave while so many tasks wait, run or are being enqueued.
  case leave(LeftTasks)

  var title: String {
    switch self {
    case .resume: "Resume the queue"
    case .retryAllDead: "Try all dead tasks again"
    case .leave: "Quit while tasks wait"
    }
  }

  var text: String {
    switch self {
    case .resume(let reason):
      "The queue is paused: \(reason)\nResuming lets every process claim tasks again, at once. If the service still "
        + "refuses them, its answer pauses the queue again."
    case .retryAllDead(let count):
      "\(PlanText.count(count, "task")) \(count == 1 ? "was" : "were") given up. Each runs again with all its tries; "
        + "what was refused for good will be refused again unless its cause was repaired."
    case .leave(let tasks): tasks.text
    }
  }

  /// What `y` does, as a verb.
  var verb: String {
    switch self {
    case .resume: "resumes"
    case .retryAllDead: "tries again"
    case .leave: "quits"
    }
  }

  /// What Esc does.
  var refusal: KeyHint {
    if case .leave = self { return KeyHint(key: .escape, text: "Esc stays") }
    return .cancels
  }

  var effect: Effect {
    switch self {
    case .resume: .resumeQueue
    case .retryAllDead: .retryDead(nil)
    case .leave: .quit
    }
  }
}
