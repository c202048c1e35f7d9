extension RecentLog {
  /// Log lines with the number of the first, so that a line is known again when older ones are gone.
  package struct Numbered: Sendable, Hashable {
    /// The number of the first line, counted from 0 since the log was made.
    package let first: Int
    /// The lines, the oldest first.
    package let lines: [Line]

    /// Takes lines.
    package init(first: Int = 0, lines: [Line] = []) {
      self.first = first
      self.lines = lines
    }
  }
}
