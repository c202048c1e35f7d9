import LearnerRecords
import OpenEdX

extension DeploymentPerformer {
  /// Learners that are read and told before all others, so that a screen is full at once.
  private static let firstLearners = 100

  /// Reads the learners of a program in parts: the first ones at once, then as many again as were told before, so that the
  /// list is sorted and filtered anew a dozen times at most, however long it becomes.
  func loadLearners(_ program: ProgramUUID, _ tell: (ConsoleEvent) -> Void) throws -> ConsoleEvent? {
    let first = try records.read {
      try $0.learners(ofProgram: program, after: nil, limit: Self.firstLearners, now: .now)
    }.map { LearnerRow($0) }
    guard first.count == Self.firstLearners else { return .learners(program: program, first) }
    tell(.learners(program: program, first, part: .first))
    // What changed between the two reads must not put a learner there twice.
    let known = Set(first.map(\.username))
    var waiting: [LearnerRow] = []
    var told = first.count
    var read = 0
    try records.read { reader in
      try reader.visitLearners(ofProgram: program, now: .now) { part, total in
        waiting += part.map { LearnerRow($0) }.filter { !known.contains($0.username) }
        read += part.count
        tell(.progress(of: .learners(program), done: read, total: total))
        guard waiting.count >= told, read < total else { return }
        tell(.learners(program: program, waiting, part: .next(isLast: false)))
        told += waiting.count
        waiting = []
      }
    }
    return .learners(program: program, waiting, part: .next(isLast: true))
  }

  /// Reads all learners of a program, to take the place of those that are shown.
  func allLearners(_ program: ProgramUUID, _ tell: (ConsoleEvent) -> Void) throws -> [LearnerRow] {
    var rows: [LearnerRow] = []
    try records.read { reader in
      try reader.visitLearners(ofProgram: program, now: .now) { part, total in
        if rows.isEmpty { rows.reserveCapacity(total) }
        rows += part.map { LearnerRow($0) }
        tell(.progress(of: .learners(program), done: rows.count, total: total))
      }
    }
    return rows
  }
}
