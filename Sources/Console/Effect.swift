import CertificateSync
import LearnerRecords
import OpenEdX

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
  /// Count all findings by what their rows have in common.
  case countFindings
  /// Stop counting.
  case stopCounting
  /// Read so many learners of a group of findings.
  case loadGroup(FindingGroup.ID, limit: Int)
  /// Pause the queue.
  case pauseQueue(reason: String)
  /// Open the queue again.
  case resumeQueue
  /// Let these dead tasks run again; nil for all.
  case retryDead([Int64]?)
  /// Run the defect and the fix on scratch databases.
  case replayRace

  /// What an effect reads, for effects that only read.
  enum Read: Hashable {
    case programs, counts
    case learners(ProgramUUID)
    case record(username: String, program: ProgramUUID)
    case findings, race
    case group(FindingGroup.ID)
  }

  var read: Read? {
    switch self {
    case .loadPrograms: .programs
    case .countPrograms: .counts
    case .loadLearners(let program): .learners(program)
    case .loadRecord(let username, let program): .record(username: username, program: program)
    case .countFindings: .findings
    case .loadGroup(let id, _): .group(id)
    case .replayRace: .race
    case .plan, .enqueue, .quit, .stopCounting, .pauseQueue, .resumeQueue, .retryDead: nil
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
  /// All rows of these groups of findings, and nothing else in them.
  case groups([FindingGroup.ID])
  /// The rows of these learners in a group.
  case groupLearners(FindingGroup.ID, [String])
}
