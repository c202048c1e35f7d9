import LearnerRecords
import OpenEdX

/// Where the operator is in an area. In Records: programs, then the learners of one, then the record of one; or all
/// learners, then the programs of one, then the record.
package enum Place: Sendable, Hashable {
  /// The list of programs.
  case programs
  /// The learners of a program.
  case learners(ProgramUUID)
  /// A learner's record in a program.
  case record(username: String, program: ProgramUUID)
  /// The search over all learners.
  case people
  /// The programs of a learner.
  case person(String)
  /// The groups of findings.
  case groups
  /// The learners of a group.
  case group(FindingGroup.ID)
  /// The queue's tasks and the log.
  case queue
  /// The defect and the fix, replayed.
  case race
}
