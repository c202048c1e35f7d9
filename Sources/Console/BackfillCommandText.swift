import LearnerRecords
import OpenEdX

/// The command line that backfills a program, or a learner in it.
enum BackfillCommandText {
  /// - Parameter deployment: the folder to name; nil to name none.
  static func command(deployment: String?, user: String? = nil, program: ProgramUUID) -> String {
    var words = ["learner-records"]
    if let deployment { words.append(ShellWord.option("--deployment", deployment)) }
    words.append("--backfill")
    if let user { words.append(ShellWord.option("--user", user)) }
    words.append(ShellWord.option("--program", program.hex))
    return words.joined(separator: " ")
  }
}
