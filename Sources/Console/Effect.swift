import CertificateSync
import OpenEdX
import Terminal

/// Something that the model asks the rim to do.
public enum Effect: Sendable {
  /// Read the programs.
  case loadPrograms
  /// Read the programs with their counts, which walks all rows.
  case countPrograms
  /// Read the learners of a program.
  case loadLearners(ProgramUUID)
  /// Read a learner's record in a program.
  case loadRecord(username: String, program: ProgramUUID)
  /// Make the plan of a backfill.
  case plan(BackfillScope)
  /// Enqueue the plan's tasks.
  case enqueue(BackfillPlan)
  /// Leave.
  case quit
  /// Draw everything anew, whatever the terminal shows.
  case redraw
  /// Use these colours.
  case theme(ColorTheme)
  /// Give a text to the clipboard.
  case copy(CopiedText)
  /// Write a file; one that is there already is only replaced when the draft says so.
  case write(FileDraft)

  /// What an effect reads, for effects that only read.
  enum Read: Hashable {
    case programs, counts
    case learners(ProgramUUID)
    case record(username: String, program: ProgramUUID)
  }

  var read: Read? {
    switch self {
    case .loadPrograms: .programs
    case .countPrograms: .counts
    case .loadLearners(let program): .learners(program)
    case .loadRecord(let username, let program): .record(username: username, program: program)
    case .plan, .enqueue, .quit, .redraw, .theme, .copy, .write: nil
    }
  }
}

/// What a backfill started from the screen is about.
public enum BackfillScope: Sendable, Hashable {
  /// All learners of these programs.
  case programs([ProgramUUID])
  /// These learners, in the runs of one program.
  case learners([String], program: ProgramUUID)
  /// One learner, in these runs.
  case runs(username: String, courseRunKeys: [String])
}
