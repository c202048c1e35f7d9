import LearnerRecords
import OpenEdX

/// Where the operator is in an area.
public enum Place: Sendable, Hashable {
  /// The list of programs.
  case programs
  /// The learners of a program.
  case learners(ProgramUUID)
  /// A learner's record in a program.
  case record(username: String, program: ProgramUUID)
  /// The groups of findings.
  case groups
  /// The learners of a group.
  case group(FindingGroup.ID)
  /// The queue's tasks and the log.
  case queue
  /// The defect and the fix, replayed.
  case race
}
