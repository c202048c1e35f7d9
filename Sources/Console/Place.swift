import OpenEdX

/// Where the operator is: programs, then the learners of one, then the record of one.
public enum Place: Sendable, Hashable {
  /// The list of programs.
  case programs
  /// The learners of a program.
  case learners(ProgramUUID)
  /// A learner's record in a program.
  case record(username: String, program: ProgramUUID)
}
