import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

/// Something that happened, to which the model answers.
public enum ConsoleEvent: Sendable {
  /// A key was pressed.
  case key(Key)
  /// The screen has another size.
  case resized(Size)
  /// The programs were read, with or without their counts.
  case programs([ProgramSummary])
  /// The learners of a program were read.
  case learners(program: ProgramUUID, [LearnerSummary])
  /// A learner's record was read.
  case record(program: ProgramUUID, LearnerRecordPage)
  /// The engine was looked at.
  case engine(EngineSnapshot)
  /// A database was changed, by this process or by another.
  case dataChanged
  /// The plan of a backfill was made.
  case planned(BackfillPlan)
  /// The tasks of a backfill were enqueued.
  case enqueued(count: Int)
  /// Something asked for could not be done, with the reason for the operator.
  case failed(String, of: Effect)
  /// The findings were counted.
  case findings([FindingGroup], tookSeconds: Double)
  /// Counting was stopped before its end.
  case countingStopped
  /// The learners of a group of findings were read.
  case group(FindingGroup.ID, FindingLearners, tookSeconds: Double)
  /// The queue was changed as asked, with a line that says how.
  case queueChanged(String)
  /// The defect and the fix were run.
  case race([Race.Result])
}
