/// One of the places that a key of its own leads to; each remembers where in it the operator was.
public enum Area: Sendable, Hashable, CaseIterable {
  /// Programs, their learners, and records.
  case records

  /// Where the operator is on the first visit.
  var start: Place {
    switch self {
    case .records: .programs
    }
  }
}
