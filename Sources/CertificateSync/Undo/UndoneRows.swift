import Credentials
import DatabaseFile
import GRDB
import LearnerRecords
import OpenEdX

/// Rows of which a post of ours was undone, or is to be: the table `sync_undone`.
///
/// A row is there from the moment at which its task is enqueued, and holds what the task takes back. It stays as a mark, which
/// keeps backfills and followers from posting the row again (`UndoneMarks`).
struct UndoneRows: Sendable {
  /// A post that is to be taken back.
  struct Planned: Sendable {
    let post: RunPost
    let run: String
    /// Whether its reverse may have left this machine.
    let isSent: Bool
  }

  private let queue: TaskQueue

  init(_ queue: TaskQueue) { self.queue = queue }

  /// Writes down what a task is to take back, and what the LMS says of it now.
  static func plan(_ post: RunPost, of run: String, now: UTCTime, in db: Database) throws {
    let request = post.request
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO sync_undone
          (key, username, course_run_key, program, run, status, mode, date_override, modified, undone, is_mark,
           certificate)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, \(UndoneMarks.certificate(of: "?2", in: "?3"))
        """
    ).execute(
      arguments: [
        request.key, post.username, request.courseRunKey, request.program?.hex, run, post.status.rawValue,
        post.mode?.rawValue, post.dateOverride?.microseconds, post.modified?.microseconds, now.microseconds,
        !post.isUndoing,
      ]
    )
  }

  /// Forgets that the row of a task was undone, because a backfill posts it again.
  static func forget(_ request: TaskRequest, in db: Database) throws {
    guard let username = request.username else { return }
    let subject: PostSubject
    switch (request.kind, request.courseRunKey, request.program) {
    case (.awardCourseCertificate, let run?, _): subject = .courseRun(ExactText(run))
    case (.awardProgramCertificates, _, let program?), (.revokeProgramCertificates, _, let program?):
      subject = .program(program)
    default: return
    }
    try db.cachedStatement(sql: "DELETE FROM sync_undone WHERE key = ?")
      .execute(arguments: [TaskRequest.undoPost(username: username, subject: subject).key])
  }

  /// What a task is to take back; nil when nothing is planned.
  ///
  /// - Throws: `DatabaseFileError`.
  func planned(_ request: TaskRequest) async throws -> Planned? {
    try await queue.read { db in
      let row = try StoredRow.fetchOne(
        db.cachedStatement(
          sql: "SELECT run, status, mode, date_override, modified, is_sent FROM sync_undone WHERE key = ?"
        ),
        arguments: [request.key]
      )
      guard let row, let username = request.username,
        let status = row.value(1).text.flatMap(CredentialStatus.init(rawValue:)),
        let subject = request.courseRunKey.map({ PostSubject.courseRun(ExactText($0)) })
          ?? request.program.map(PostSubject.program)
      else { return nil }
      var post = RunPost(username: username, subject: subject, status: status)
      post.mode = row.value(2).text.map(CourseMode.init(rawValue:))
      post.dateOverride = row.value(3).integer.flatMap(UTCTime.init(stored:))
      post.modified = row.value(4).integer.flatMap(UTCTime.init(stored:))
      return Planned(post: post, run: row.value(0).text ?? "", isSent: row.value(5).integer == 1)
    }
  }

  /// Writes down that the reverse is sent; it may be when this returns.
  ///
  /// - Throws: `DatabaseFileError`.
  func begin(_ request: TaskRequest) async throws {
    try await change("UPDATE sync_undone SET is_sent = 1 WHERE key = ?", [request.key])
  }

  /// Writes down when a row was undone.
  ///
  /// - Throws: `DatabaseFileError`.
  func end(_ request: TaskRequest, now: UTCTime) async throws {
    try await change("UPDATE sync_undone SET undone = ? WHERE key = ?", [now.microseconds, request.key])
  }

  /// Forgets a row that stays as it is.
  ///
  /// - Throws: `DatabaseFileError`.
  func drop(_ request: TaskRequest) async throws {
    try await change("DELETE FROM sync_undone WHERE key = ?", [request.key])
  }

  private func change(_ sql: String, _ arguments: StatementArguments) async throws {
    // Runs also where the task is cancelled: the post has been made all the same.
    let write = Task { [queue] in
      try await queue.write { db in try db.cachedStatement(sql: sql).execute(arguments: arguments) }
    }
    try await write.value
  }
}

extension TaskQueue {
  /// Enqueues the tasks of an undoing, with what each takes back, in one transaction.
  ///
  /// - Returns: the number by which the engine claims them, and the ids of their rows in the same order.
  /// - Throws: `DatabaseFileError`, and ``TasksElsewhere`` while tasks wait for another destination; nothing is then enqueued.
  func enqueue(undo plan: UndoPlan, now: UTCTime) async throws -> (plan: Int64, ids: [Int64]) {
    try await write { db in
      try requireNoneElsewhere(in: db)
      let number = try Self.nextPlan(now: now, in: db)
      let ids = try plan.posts.map { post in
        try UndoneRows.plan(post, of: plan.run.name, now: now, in: db)
        return try Self.enqueue(
          post.request,
          origin: .backfill,
          destination: destination,
          plan: number,
          now: now,
          in: db
        )
      }
      return (number, ids)
    }
  }
}
