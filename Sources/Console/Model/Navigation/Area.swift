/// A part of the program that a key of its own leads to; each keeps its open screens.
package enum Area: Sendable, Hashable, CaseIterable {
  /// Programs, their learners, and records.
  case records
  /// What is wrong, by what many rows have in common.
  case findings
  /// The queue, its tasks and its log.
  case engine

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

  /// The area so many steps on; the first follows the last.
  func neighbour(_ step: Int) -> Area {
    let all = Self.allCases
    let index = (all.firstIndex(of: self) ?? 0) + step
    return all[(index % all.count + all.count) % all.count]
  }
}
