import DatabaseFile
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
    id, kind, username, course_run_key, origin, state, attempts, created, not_before, finished, message, claims, key
    """

  /// Reads a row of ``columns``.
  ///
  /// Nil when a newer version of the program wrote a word that this one does not know, or somebody wrote a value of the
  /// wrong kind.
  init?(row: StoredRow) {
    guard let id = row.value(0).integer, let kind = row.value(1).text.flatMap(TaskKind.init),
      let origin = row.value(4).text.flatMap(TaskOrigin.init),
      let state = row.value(5).text.flatMap(TaskState.init),
      let attempts = row.value(6).count, let created = row.value(7).integer.flatMap(UTCTime.init(stored:)),
      let notBefore = row.value(8).integer.flatMap(UTCTime.init(stored:)), let claim = row.value(11).integer
    else { return nil }
    self.id = id
    request = TaskRequest(
      kind: kind,
      username: row.value(2).text,
      courseRunKey: row.value(3).text,
      key: row.value(12).text ?? ""
    )
    self.origin = origin
    self.state = state
    self.attempts = attempts
    self.created = created
    self.notBefore = notBefore
    finished = row.value(9).integer.flatMap(UTCTime.init(stored:))
    message = row.value(10).text
    self.claim = claim
    // Read by its name: a queue that is only looked at may be an older version's, without the column.
    findings = [Finding](columnText: row.value(named: "findings")?.text)
  }
}
