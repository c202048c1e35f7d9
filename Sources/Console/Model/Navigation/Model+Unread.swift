/// Why a place does not show all that it could.
enum Unread: Sendable, Hashable {
  /// The operator stopped the reading.
  case stopped
  /// It ended with a reason, which was told.
  case failed
}

extension Model {
  /// What stands in place of rows, while they are read and where they were not; nil where reading has come to its end.
  var inPlaceOfRows: String? {
    if pending != nil { return "reading …" }
    let refresh = Wording.keys.name(of: .refresh)
    return switch unread {
    case .stopped: "stopped before anything was read; \(refresh) reads it"
    case .failed: "could not be read; \(refresh) tries again"
    case nil: nil
    }
  }

  /// What is said beside rows that are not all, or not as they are now; nil where they are.
  func unreadText(_ wording: Wording) -> String? {
    let refresh = wording.name(of: .refresh)
    switch unread {
    case .stopped:
      let learners = "\(list.count) \(list.count == 1 ? "learner is" : "learners are") here"
      return "Stopped: \(learners); \(refresh) reads all"
    case .failed: return "Reading failed: what is shown may be old, or not all; \(refresh) tries again"
    case nil: return nil
    }
  }
}
