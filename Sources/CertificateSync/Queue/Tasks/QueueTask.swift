import DatabaseFile
import GRDB
import OpenEdX

/// A task of the queue as somebody at a screen wants to see it.
package struct QueueTask: Sendable, Hashable, Identifiable {
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
  /// When it was claimed last; nil when it never was.
  package let started: UTCTime?
  /// When it ended, if it has.
  package let finished: UTCTime?
  /// The last outcome in words, as the service or the engine put it.
  package let message: String?
  /// The process that holds its lease; nil when none does, or nobody can say.
  package let processID: Int32?

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
    processID: Int32? = nil
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
    self.processID = processID
  }

  static let columns = SyncTask.columns + ", started, lease_owner"

  /// Reads a row of ``columns``; nil when it is none that this version knows.
  init?(row: StoredRow) {
    guard let task = SyncTask(row: row) else { return nil }
    self.init(
      id: task.id,
      request: task.request,
      origin: task.origin,
      state: task.state,
      attempts: task.attempts,
      created: task.created,
      notBefore: task.notBefore,
      started: row.value(named: "started")?.integer.flatMap(UTCTime.init(stored:)),
      finished: task.finished,
      message: task.message,
      processID: row.value(named: "lease_owner")?.text.flatMap(LeaseOwner.init(text:))?.processID
    )
  }
}

/// The tasks that somebody at a screen wants to see.
package struct QueueTasks: Sendable, Hashable {
  /// With a worker, the longest first.
  package var running: [QueueTask] = []
  /// Waiting for another try, the next first.
  package var retrying: [QueueTask] = []
  /// Given up, the latest first.
  package var dead: [QueueTask] = []

  /// No tasks.
  package init() {}
}
