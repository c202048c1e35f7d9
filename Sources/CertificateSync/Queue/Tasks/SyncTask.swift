import GRDB
import OpenEdX

/// A row of the queue, `sync_task`.
package struct SyncTask: Sendable, Hashable, Identifiable {
  /// The row's id; grows in the order of enqueuing.
  package let id: Int64
  /// What is to be done.
  package let request: TaskRequest
  /// What it was enqueued for.
  package let origin: TaskOrigin
  /// Where it is in its life.
  package let state: TaskState
  /// How often it was started.
  package let attempts: Int
  /// When it was enqueued.
  package let created: UTCTime
  /// When it may be claimed.
  package let notBefore: UTCTime
  /// When it ended, if it has.
  package let finished: UTCTime?
  /// The last outcome in words: the answer, the reason of a skip, the trouble that is retried.
  package let message: String?

  /// What it is to mend; empty for a change in the LMS.
  package let findings: [Finding]

  /// Which claim of the row this is; a later one makes an earlier one's outcome void.
  let claim: Int64

  static let columns = """
    id, kind, username, course_run_key, origin, state, attempts, created, not_before, finished, message, claims
    """

  /// Reads a row of ``columns``.
  ///
  /// Nil when a newer version of the program wrote a word that this one does not know, or somebody wrote a value of the
  /// wrong kind: reading such a value as a number would end the process.
  init?(row: Row) {
    guard let id = Int64.fromDatabaseValue(row[0]), let kind = String.fromDatabaseValue(row[1]).flatMap(TaskKind.init),
      let origin = String.fromDatabaseValue(row[4]).flatMap(TaskOrigin.init),
      let state = String.fromDatabaseValue(row[5]).flatMap(TaskState.init),
      let attempts = Int.fromDatabaseValue(row[6]), let created = Int64.fromDatabaseValue(row[7]),
      let notBefore = Int64.fromDatabaseValue(row[8]), let claim = Int64.fromDatabaseValue(row[11])
    else { return nil }
    self.id = id
    request = TaskRequest(
      kind: kind,
      username: String.fromDatabaseValue(row[2]),
      courseRunKey: String.fromDatabaseValue(row[3])
    )
    self.origin = origin
    self.state = state
    self.attempts = attempts
    self.created = UTCTime(microseconds: created)
    self.notBefore = UTCTime(microseconds: notBefore)
    finished = Int64.fromDatabaseValue(row[9]).map(UTCTime.init(microseconds:))
    message = String.fromDatabaseValue(row[10])
    self.claim = claim
    // Read by its name: a queue that is only looked at may be an older version's, without the column.
    let column = row["findings"] as DatabaseValue?
    findings = [Finding](columnText: column.flatMap(String.fromDatabaseValue))
  }
}
