import LearnerRecords
import OpenEdX

/// The command line that backfills a program, or a learner in it.
enum BackfillCommandText {
  /// - Parameter place: what it names beside them.
  static func command(at place: CommandPlace, user: String? = nil, program: ProgramUUID) -> String {
    var words = place.words + ["--backfill"]
    if let user { words.append(ShellWord.option("--user", user)) }
    words.append(ShellWord.option("--program", program.hex))
    return words.joined(separator: " ")
  }
}
