import OpenEdX

/// Which rows a list is limited to by what was found in them.
public enum RowLimit: Sendable, Hashable {
  /// No limit.
  case all
  /// Rows in which LMS and Credentials disagree.
  case drift
  /// Rows with this finding.
  case finding(Finding)
  /// Rows in which something keeps a backfill from mending.
  case blocked
  /// Rows of which something was said that is no drift.
  case explained

  func admits(_ findings: Set<Finding>) -> Bool {
    switch self {
    case .all: true
    case .drift: findings.contains { $0.kind == .drift }
    case .finding(let finding): findings.contains(finding)
    case .blocked: findings.contains { $0.kind == .blocker }
    case .explained: findings.contains { $0.kind == .explanation }
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
