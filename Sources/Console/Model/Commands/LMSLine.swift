import OpenEdX

/// What is typed behind `:lms`, with the learner and the run of the row under the cursor where none was named.
struct LMSLine: Sendable, Hashable {
  /// The words behind `learner-records lms`.
  let words: [String]

  /// The subcommands that can be typed, with what each does.
  static let commands: [(name: String, description: String)] = [
    ("save-certificate", "the certificate is generated"), ("mark-not-passing", "the grade fell"),
    ("invalidate", "staff invalidate the certificate"), ("mark-unverified", "the ID verification is missing"),
    ("date-override", "staff give the certificate another date: DATE"),
    ("delete-override", "the certificate's own date counts again"),
    ("publish-course", "Studio publishes dates: --available-date DATE, --end DATE"),
    ("save-grade", "the learner's grade: 0 to 1"),
  ]

  /// Reads a line.
  ///
  /// - Parameter learner: the learner and the run under the cursor.
  /// - Throws: what is missing or not known.
  init(_ text: String, learner: (username: String, courseRun: String?)?) throws(CommandRefusal) {
    let typed = text.split(separator: " ").map(String.init)
    guard let name = typed.first, Self.commands.contains(where: { $0.name == name }) else {
      let known = Self.commands.map(\.name).joined(separator: ", ")
      throw CommandRefusal("“\(typed.first ?? "")” is none of \(known)")
    }
    let rest = Array(typed.dropFirst())
    // A run's key is the one word that cannot be anything else.
    if rest.contains(where: { (try? CourseKey($0)) != nil }) {
      words = typed
      return
    }
    guard let learner, let run = learner.courseRun else {
      throw CommandRefusal("Name the learner and the course run, or put the cursor on a course of a learner's record")
    }
    words = [name] + (name == "publish-course" ? [run] : [learner.username, run]) + rest
  }
}
