/// One of the places that a key of its own leads to; each remembers where in it the operator was.
package enum Area: Sendable, Hashable, CaseIterable {
  /// Programs, their learners, and records.
  case records
  /// What is wrong, by what many rows have in common.
  case findings
  /// The queue, its tasks and its log.
  case engine

  /// Where the operator is on the first visit.
  var start: Place {
    switch self {
    case .records: .programs
    case .findings: .groups
    case .engine: .queue
    }
  }

  /// Its name, which stands after its key.
  var title: String {
    switch self {
    case .records: "Records"
    case .findings: "Findings"
    case .engine: "Engine"
    }
  }

  /// The digit that leads to it.
  var digit: Character {
    switch self {
    case .records: "1"
    case .findings: "2"
    case .engine: "3"
    }
  }

  /// The area so many places on, round and round.
  func neighbour(_ step: Int) -> Area {
    let all = Self.allCases
    let place = (all.firstIndex(of: self) ?? 0) + step
    return all[(place % all.count + all.count) % all.count]
  }
}
