import OpenEdX

/// What the marks on the screens and the names of findings mean.
enum Legend {
  static let marksTitle = "Marks"

  /// Marks that stand for themselves; those of findings stand over the findings.
  static let marks: [(mark: String, text: String)] = [
    ("✓", "Earned or Completed, as the learner's page says it"),
    ("✗", "Not Earned; in Engine, a task that was given up"),
    ("○", "Partially Completed; beside a row, in the range that is being marked"),
    ("●", "Beside a row: marked"),
    ("▸ ~", "In Engine: a task that runs; one that waits for another try"),
  ]

  /// In the order in which they need somebody.
  static let kinds: [Finding.Kind] = [.drift, .blocker, .lms, .explanation]

  /// The heading of a kind's findings.
  static func title(_ kind: Finding.Kind) -> String {
    "Findings marked \(Theme.mark(kind).mark), \(kind.rawValue): \(kind.summary)"
  }

  /// What of a finding is searched.
  static func searched(_ finding: Finding) -> String {
    "\(finding.rawValue) \(finding.summary) \(finding.kind.rawValue)"
  }
}
