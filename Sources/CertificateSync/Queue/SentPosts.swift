import Credentials
import DatabaseFile
import GRDB
import OpenEdX

/// Posts of program credentials that were sent to a site and are not known to be answered.
///
/// A course's credential is simply posted again. A program's is not: its task first asks the site what is awarded, finds
/// what its lost post has done, and has nothing left to do. So the post is written down before it is sent; a process that
/// finds it unanswered later reads the site, and then the journal and the copy get what they lack.
struct SentPosts: Sendable {
  /// One of them.
  struct Post: Sendable {
    let post: ProgramCredentialPost
    let cause: PostCause
  }

  private let queue: TaskQueue

  /// Nil where posts stay in the copy: each is one transaction there.
  init?(_ queue: TaskQueue) {
    guard case .site = queue.destination else { return nil }
    self.queue = queue
  }

  /// Writes a post down; it may be sent when this returns.
  ///
  /// - Throws: `DatabaseFileError`.
  func begin(_ post: ProgramCredentialPost, _ cause: PostCause?, now: UTCTime) async throws {
    let (destination, owner) = (queue.destination.columnText, queue.owner.text)
    try await queue.write { db in
      try db.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO sync_sent
            (destination, username, program, status, lms_user_id, findings, attempt, sent, owner)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(
        arguments: [
          destination, post.username, post.program.hex, post.status.rawValue, post.lmsUserID,
          cause?.findings.columnText, cause?.attempt ?? 0, now.microseconds, owner,
        ]
      )
    }
  }

  /// Forgets a post that was answered, never left, or was looked up.
  ///
  /// - Throws: `DatabaseFileError`; it is then looked up once more.
  func end(_ post: ProgramCredentialPost) async throws {
    try await change(post, "DELETE FROM sync_sent")
  }

  /// Says of a post that no answer will come any more.
  ///
  /// - Throws: `DatabaseFileError`; it is then looked up when this process has ended.
  func lose(_ post: ProgramCredentialPost) async throws {
    try await change(post, "UPDATE sync_sent SET is_lost = 1")
  }

  /// Runs also where the task is cancelled: the post has been made all the same.
  private func change(_ post: ProgramCredentialPost, _ statement: String) async throws {
    let write = Task { [queue] in
      let destination = queue.destination.columnText
      try await queue.write { db in
        try db.cachedStatement(
          sql: "\(statement) WHERE destination = ? AND username = ? AND program = ? AND status = ?"
        ).execute(arguments: [destination, post.username, post.program.hex, post.status.rawValue])
      }
    }
    try await write.value
  }

  /// Seconds after which a post of another machine's process, of which nothing is known, is not under way any more: no
  /// request may take longer.
  private static let longestRequest = 600.0

  /// The learner's posts that will not be answered any more; those under way are left out.
  ///
  /// - Throws: `DatabaseFileError`.
  func unanswered(_ username: String, now: UTCTime) async throws -> [Post] {
    let destination = queue.destination.columnText
    return try await queue.read { db in
      try StoredRow.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT program, status, lms_user_id, findings, attempt, sent, owner, is_lost FROM sync_sent
            WHERE destination = ? AND username = ? ORDER BY program
            """
        ),
        arguments: [destination, username]
      ).compactMap { row in
        guard let program = row.value(0).text.flatMap({ ProgramUUID($0) }),
          let status = row.value(1).text.flatMap(CredentialStatus.init(rawValue:)),
          let userID = row.value(2).integer, !Self.isUnderWay(row, now: now)
        else { return nil }
        return Post(
          post: ProgramCredentialPost(username: username, lmsUserID: userID, program: program, status: status),
          cause: PostCause(
            findings: [Finding](columnText: row.value(3).text),
            attempt: row.value(4).count ?? 0
          )
        )
      }
    }
  }

  private static func isUnderWay(_ row: StoredRow, now: UTCTime) -> Bool {
    guard row.value(7).integer == 0, let sent = row.value(5).integer,
      UTCTime(microseconds: sent).adding(seconds: longestRequest) > now
    else { return false }
    let owner = row.value(6).text.flatMap(LeaseOwner.init(text:))
    return owner.map { !$0.isDead } ?? false
  }
}
