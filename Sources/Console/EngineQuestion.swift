import CertificateSync

/// Something about the engine that is done only after a yes.
public enum EngineQuestion: Sendable, Hashable {
  /// Whether the paused queue is to be opened again.
  case resume(reason: String)
  /// Whether so many dead tasks are to run again.
  case retryAllDead(Int)

  var title: String {
    switch self {
    case .resume: "Resume the queue"
    case .retryAllDead: "Try all dead tasks again"
    }
  }

  var text: String {
    switch self {
    case .resume(let reason):
      "The queue is paused: \(reason)\nResuming lets every process claim tasks again, and ends a rest that the service "
        + "asked for. If the reason still holds, the next answer pauses it anew."
    case .retryAllDead(let count):
      "\(PlanText.count(count, "task")) \(count == 1 ? "was" : "were") given up. Each runs again with all its tries; "
        + "what was refused for good will be refused again unless its cause was mended."
    }
  }

  /// What `y` does, as a verb.
  var verb: String {
    switch self {
    case .resume: "resumes"
    case .retryAllDead: "tries again"
    }
  }

  var effect: Effect {
    switch self {
    case .resume: .resumeQueue
    case .retryAllDead: .retryDead(nil)
    }
  }
}
