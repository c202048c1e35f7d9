/// A short report for a support ticket: what the learner sees, why, and what was done or is to be done.
struct TicketReport: Sendable, Hashable {
  enum Format: String, Sendable, CaseIterable {
    case text, markdown
  }

  struct Section: Sendable, Hashable {
    let heading: String
    let lines: [String]
  }

  let title: String
  let facts: [String]
  let sections: [Section]

  func written(_ format: Format) -> String {
    switch format {
    case .text:
      ([title] + facts + sections.flatMap { [""] + [$0.heading] + $0.lines.map { "  \($0)" } }).joined(separator: "\n")
    case .markdown:
      (["## \(Self.escaped(title))", ""] + facts.map { "- \(Self.escaped($0))" }
        + sections.flatMap { section in
          ["", "### \(Self.escaped(section.heading))", ""] + section.lines.map { "- \(Self.escaped($0))" }
        }).joined(separator: "\n")
    }
  }

  /// What means something in Markdown, in the text of a name or an answer, is only text.
  private static func escaped(_ text: String) -> String {
    String(text.flatMap { "\\`*_{}[]<>#|".contains($0) ? ["\\", $0] : [$0] })
  }
}
