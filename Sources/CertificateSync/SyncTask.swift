import GRDB
import OpenEdX

/// A row of the queue, `sync_task`.
public struct SyncTask: Sendable, Hashable, Identifiable {
  /// The row's id; grows in the order of enqueuing.
  public let id: Int64
  /// What is to be done.
  public let request: TaskRequest
  /// What it was enqueued for.
  public let origin: TaskOrigin
  /// Where it is in its life.
  public let state: TaskState
  /// How often it was started.
  public let attempts: Int
  /// When it was enqueued.
  public let created: UTCTime
  /// When it may be claimed.
  public let notBefore: UTCTime
  /// When it ended, if it has.
  public let finished: UTCTime?
  /// The last outcome in words: the answer, the reason of a skip, the trouble that is retried.
  public let message: String?

  static let columns = """
    id, kind, username, course_run_key, origin, state, attempts, created, not_before, finished, message
    """

  /// Reads a row of ``columns``; nil when a newer version of the program wrote a word that this one does not know.
  init?(row: Row) {
    guard let kind = TaskKind(rawValue: row[1]), let origin = TaskOrigin(rawValue: row[4]),
      let state = TaskState(rawValue: row[5])
    else { return nil }
    id = row[0]
    request = TaskRequest(kind: kind, username: row[2], courseRunKey: row[3])
    self.origin = origin
    self.state = state
    attempts = row[6]
    created = UTCTime(microseconds: row[7])
    notBefore = UTCTime(microseconds: row[8])
    finished = (row[9] as Int64?).map(UTCTime.init(microseconds:))
    message = row[10]
  }
}
