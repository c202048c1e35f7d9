import OpenEdX

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
