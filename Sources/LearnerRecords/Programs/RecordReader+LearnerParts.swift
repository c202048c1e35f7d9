import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// Visits the learners of a program by username, some hundreds at a time, so that who shows them need not wait for
  /// the last one.
  ///
  /// - Parameter visit: is given some learners, and how many there are in all.
  /// - Throws: what the databases report, and what `visit` throws, which ends the walk.
  package func visitLearners(
    ofProgram uuid: ProgramUUID,
    now: UTCTime,
    _ visit: (_ part: [LearnerSummary], _ total: Int) throws -> Void
  ) throws {
    guard let program = catalog.program(uuid) else { return }
    let learners = try ProgramCandidates(self, program).all()
    for start in stride(from: 0, to: learners.count, by: Self.chunkSize) {
      let part = Array(learners[start..<min(start + Self.chunkSize, learners.count)])
      try visit(try summaries(part, program, now: now), learners.count)
    }
  }

  /// Some learners as they stand in the program, whether or not they still have anything in it.
  ///
  /// - Parameter usernames: as the list spells them; a name that nobody has any more gives a learner without rows.
  package func learners(
    ofProgram uuid: ProgramUUID,
    named usernames: [String],
    now: UTCTime
  ) throws -> [LearnerSummary] {
    guard let program = catalog.program(uuid) else { return [] }
    return try summaries(learners(named: usernames), program, now: now)
  }

  private func learners(named usernames: [String]) throws -> [Learner] {
    var ids: [ExactText: Int64] = [:]
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT u.id, u.username FROM json_each(?) j
        CROSS JOIN main.auth_user u ON u.username = j.value AND u.username = j.value COLLATE BINARY
        """,
      arguments: [try Self.json(usernames)]
    )
    while let row = try rows.next() { ids[ExactText(try row.text(1))] = try row.integer(0) }
    let users = usernames.compactMap { name in ids[ExactText(name)].map { UsernameWalk.User(id: $0, username: name) } }
    let strangers = usernames.filter { ids[ExactText($0)] == nil }
    let names = try LearnerNames(db, nameRules, users: users, credentialNames: strangers)
    return usernames.map { name in
      ids[ExactText(name)].map { names.learner(lmsUserID: $0, username: name) } ?? names.stranger(name)
    }
  }
}
