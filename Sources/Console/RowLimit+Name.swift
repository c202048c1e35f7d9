import OpenEdX

extension RowLimit {
  /// The limit in one word, as commands take it.
  var name: String {
    switch self {
    case .all: "all"
    case .drift: "drift"
    case .finding(let finding): finding.rawValue
    }
  }

  /// The limit of that name; nil when there is none.
  init?(name: String) {
    switch name {
    case "all": self = .all
    case "drift": self = .drift
    default:
      guard let finding = Finding(rawValue: name) else { return nil }
      self = .finding(finding)
    }
  }
}
