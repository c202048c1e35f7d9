import CBuildStamp

/// The program's version, for `--version`, the packages and reports.
enum ProgramVersion {
  /// Semantic. The packages read it from this line, and the page of changes begins with it.
  static let number = "0.2.0"

  /// The number with what was built: the commit and its day, or that it is a build from somebody's clone.
  static let text = text(
    commit: String(cString: build_stamp_commit()),
    date: String(cString: build_stamp_date())
  )

  static func text(commit: String, date: String) -> String {
    commit.isEmpty ? "\(number) (built from source)" : "\(number) (\(commit), \(date))"
  }
}
