/// How `--backfill` writes its results.
enum BackfillFormat: String, CaseIterable {
  /// The plan and what came of it, for people.
  case text
  /// The lines of the journal, and nothing else, on standard output; what is for people goes to standard error. With
  /// `--dry-run` the plan's lines, and nothing on standard error but trouble.
  case jsonl

  /// Writes a line for people.
  func say(_ line: String = "") {
    switch self {
    case .text: StandardOutput.line(line)
    case .jsonl: StandardError.line(line)
    }
  }
}
