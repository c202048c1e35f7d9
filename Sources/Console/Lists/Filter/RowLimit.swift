import OpenEdX

/// Which rows a list is limited to by what was found in them.
package enum RowLimit: Sendable, Hashable {
  /// No limit.
  case all
  /// Rows in which LMS and Credentials disagree.
  case drift
  /// Rows with this finding.
  case finding(Finding)
  /// Rows in which something keeps a backfill from repairing.
  case blocked
  /// Rows of which something was said that is no drift.
  case explained

  /// The findings of which a row must have one; nil when it need not.
  var wanted: FindingSet? {
    switch self {
    case .all: nil
    case .drift: .drift
    case .finding(let finding): [finding]
    case .blocked: FindingSet(Finding.allCases.filter { $0.kind == .blocker })
    case .explained: FindingSet(Finding.allCases.filter { $0.kind == .explanation })
    }
  }

  /// The limit in words.
  var title: String {
    switch self {
    case .all: "all rows"
    case .drift: "rows with drift"
    case .finding(let finding): finding.rawValue
    case .blocked: "rows with a blocker"
    case .explained: "rows with an explanation"
    }
  }
}

extension RowLimit {
  /// The limit in one word, as commands take it.
  var name: String {
    switch self {
    case .all: "all"
    case .drift: "drift"
    case .blocked: "blocked"
    case .explained: "explained"
    case .finding(let finding): finding.rawValue
    }
  }

  /// The limit of that name; nil when there is none.
  init?(name: String) {
    switch name {
    case "all": self = .all
    case "drift": self = .drift
    case "blocked": self = .blocked
    case "explained": self = .explained
    default:
      guard let finding = Finding(rawValue: name) else { return nil }
      self = .finding(finding)
    }
  }
}
