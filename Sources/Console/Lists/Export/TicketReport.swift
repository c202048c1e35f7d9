import LearnerRecords
import OpenEdX

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

  /// The same with its times in a zone.
  func `in`(_ zone: DisplayZone) -> TicketReport {
    TicketReport(
      title: title,
      facts: facts.map { zone.text($0) },
      sections: sections.map { Section(heading: $0.heading, lines: $0.lines.map { zone.text($0) }) }
    )
  }

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

/// The command line that backfills a program, or a learner in it.
enum BackfillCommandText {
  /// - Parameter place: what it names beside them.
  static func command(at place: CommandPlace, user: String? = nil, program: ProgramUUID) -> String {
    var words = place.words + [OptionName.backfill.rawValue]
    if let user { words.append(ShellWord.option(.user, user)) }
    words.append(ShellWord.option(.program, program.hex))
    return words.joined(separator: " ")
  }
}
