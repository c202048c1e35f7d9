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
  /// When it was claimed last; nil when it never was, or where it was not read.
  package let started: UTCTime?
  /// When it ended, if it has.
  package let finished: UTCTime?
  /// The last outcome in words: the answer, the reason of a skip, the trouble that is retried.
  package let message: String?

  /// What it is to repair; empty for a change in the LMS.
  package let findings: [Finding]
  /// The process that holds its lease; nil when none does, nobody can say, or it was not read.
  package let processID: Int32?

  /// The backfill that it belongs to; nil for none, or where it was not read.
  let plan: Int64?
  /// Which claim of the row this is; a later one makes an earlier one's outcome void.
  let claim: Int64

  /// Takes a task as it stands.
  package init(
    id: Int64,
    request: TaskRequest,
    origin: TaskOrigin,
    state: TaskState,
    attempts: Int,
    created: UTCTime,
    notBefore: UTCTime,
    started: UTCTime? = nil,
    finished: UTCTime? = nil,
    message: String? = nil,
    findings: [Finding] = [],
    processID: Int32? = nil,
    plan: Int64? = nil,
    claim: Int64 = 0
  ) {
    self.id = id
    self.request = request
    self.origin = origin
    self.state = state
    self.attempts = attempts
    self.created = created
    self.notBefore = notBefore
    self.started = started
    self.finished = finished
    self.message = message
    self.findings = findings
    self.processID = processID
    self.plan = plan
    self.claim = claim
  }

  static let columns = """
    id, kind, username, course_run_key, origin, state, attempts, created, not_before, finished, message, claims, key
    """

  /// The same with those that only a screen shows.
  static let shownColumns = columns + ", started, lease_owner"

  /// Reads a row of ``columns`` or ``shownColumns``.
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
    self.init(
      id: id,
      request: TaskRequest(
        kind: kind,
        username: row.value(2).text,
        courseRunKey: row.value(3).text,
        key: row.value(12).text ?? ""
      ),
      origin: origin,
      state: state,
      attempts: attempts,
      created: created,
      notBefore: notBefore,
      started: row.value(named: "started")?.integer.flatMap(UTCTime.init(stored:)),
      finished: row.value(9).integer.flatMap(UTCTime.init(stored:)),
      message: row.value(10).text,
      // Read by its name: a queue that is only looked at may be an older version's, without the column.
      findings: [Finding](columnText: row.value(named: "findings")?.text),
      processID: row.value(named: "lease_owner")?.text.flatMap(LeaseOwner.init(text:))?.processID,
      plan: row.value(named: "plan")?.integer,
      claim: claim
    )
  }
}
