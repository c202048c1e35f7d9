import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

/// Something that happened, to which the model answers.
package enum ConsoleEvent: Sendable {
  /// A key was pressed.
  case key(Key)
  /// A text was pasted, with whatever is in it.
  case pasted(String)
  /// The screen has another size.
  case resized(Size)
  /// The programs were read, with or without their counts.
  case programs([ProgramSummary])
  /// Learners of a program were read: all of them, or a part.
  case learners(program: ProgramUUID, [LearnerRow], part: ListPart = .all)
  /// A learner's record was read.
  case record(program: ProgramUUID, LearnerRecordPage)
  /// Nobody has the name whose record was asked for.
  case noRecord(username: String, program: ProgramUUID)
  /// The engine was looked at.
  case engine(EngineSnapshot)
  /// A database was changed, by this process or by another.
  case dataChanged
  /// The plan of a backfill was made; `queued` of its tasks wait in the queue already.
  case planned(BackfillPlan, queued: Int = 0)
  /// The tasks of a backfill were enqueued.
  case enqueued(count: Int)
  /// The mouse was used.
  case mouse(MouseEvent)
  /// Something was done, in a line for the operator.
  case done(String)
  /// A file was not written, because it is there already.
  case fileExists(FileDraft)
  /// Something asked for could not be done, with the reason for the operator.
  case failed(String, of: Effect)
  /// Learners were found by a text; `total` counts those that are not among them, too.
  case found([LearnerPerson], total: Int, by: String)
  /// A learner's programs were read.
  case person(LearnerPrograms)
  /// A learner's programs were read, to be told beside the list.
  case described(LearnerPrograms)
  /// How far a long read has come; `total` is nil while nobody knows.
  case progress(of: Effect.Read, done: Int, total: Int?)
  /// The findings were counted, or are those of the last session.
  case findings([FindingGroup], tookSeconds: Double)
  /// Counting was stopped before its end.
  case countingStopped
  /// The count of the programs was stopped with it.
  case programCountStopped
  /// The learners of a group of findings were read.
  case group(FindingGroup.ID, FindingLearners, tookSeconds: Double)
  /// The queue was changed as asked, with a line that says how.
  case queueChanged(String)
  /// What a screen asked for in its own way was read.
  case read(ScreenID, any Sendable)
  /// The defect and the fix were run.
  case race([Race.Result])
}

/// Which part of a list an answer is.
package enum ListPart: Sendable, Hashable {
  /// All rows; they take the place of those that are shown.
  case all
  /// The first rows; more follow.
  case first
  /// Rows that follow those told before; `isLast` when no more do.
  case next(isLast: Bool)
  /// Some rows, read again.
  case some
}
