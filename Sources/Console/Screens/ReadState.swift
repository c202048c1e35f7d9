/// How far a screen has read what it shows.
enum ReadState: Sendable, Hashable {
  /// All of it is here.
  case complete
  /// It is being read, in words. Esc stops a long read.
  case reading(String, canStop: Bool = false)
  /// The operator stopped the reading before its end.
  case stopped
  /// The reading ended with a failure, which was shown.
  case failed

  var isUnderWay: Bool {
    if case .reading = self { return true }
    return false
  }

  /// What is being read, in words; nil when nothing is.
  var text: String? {
    if case .reading(let text, _) = self { return text }
    return nil
  }

  /// What stands in place of rows; nil where reading has come to its end.
  var inPlaceOfRows: String? {
    let refresh = Wording.keys.name(of: .refresh)
    return switch self {
    case .complete: nil
    case .reading: "reading …"
    case .stopped: "stopped before anything was read; \(refresh) reads it"
    case .failed: "could not be read; \(refresh) tries again"
    }
  }

  /// What is said beside rows that are not all, or not as they are now; nil where they are.
  func text(besideRows count: Int, _ wording: Wording) -> String? {
    let refresh = wording.name(of: .refresh)
    switch self {
    case .complete, .reading: return nil
    case .stopped:
      let learners = "\(count) \(count == 1 ? "learner is" : "learners are") here"
      return "Stopped: \(learners); \(refresh) reads all"
    case .failed: return "Reading failed: what is shown may be old, or not all; \(refresh) tries again"
    }
  }
}
