extension RecentLog {
  /// Log lines with the number of the first, so that a line is known again when older ones are gone.
  public struct Numbered: Sendable, Hashable {
    /// The number of the first line, counted from 0 since the log was made.
    public let first: Int
    /// The lines, the oldest first.
    public let lines: [Line]

    /// Takes lines.
    public init(first: Int = 0, lines: [Line] = []) {
      self.first = first
      self.lines = lines
    }
  }
}
