import Terminal

extension KeyBinding {
  /// What a command takes after its name.
  enum Argument: Sendable, Hashable {
    case nothing
    /// Any text; without it the search line opens.
    case filter
    /// A finding, `drift` or `all`; without it the choice opens.
    case finding
    /// A column of the list, and which way; without it the choice opens.
    case column
    /// A program's title, or the beginning of it, or its UUID.
    case program
    /// A username.
    case learner
    /// `csv` or `jsonl`, then a path; without them they are asked for.
    case export
    /// `text` or `markdown`.
    case report
    /// A path.
    case file
    /// One of the themes.
    case theme
    /// A subcommand of `lms` with what it takes.
    case lms

    /// How the help writes it; "" for nothing.
    var usage: String {
      switch self {
      case .nothing: ""
      case .filter: "[TEXT]"
      case .finding: "[FINDING]"
      case .column: "[COLUMN [asc|desc]]"
      case .program: "PROGRAM"
      case .learner: "USERNAME"
      case .export: "[csv|jsonl FILE]"
      case .report: "[text|markdown]"
      case .file: "FILE"
      case .theme: ColorTheme.allCases.map(\.rawValue).joined(separator: "|")
      case .lms: "COMMAND [USERNAME COURSE_RUN] [--hold SECONDS] [--rollback]"
      }
    }

    /// Whether the command does nothing without it.
    var isRequired: Bool { !usage.isEmpty && !usage.hasPrefix("[") }
  }
}
