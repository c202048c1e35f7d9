import DatabaseFile
import Foundation
import GRDB
import OpenEdX

/// The Credentials service, embedded: it answers as the real one does and keeps its rows in `credentials.sqlite`.
///
/// It has no accounts, no throttle, no e-mails and no events; a post to it is like one from a staff account of the real
/// service (<doc:CredentialsAPI#Credentials>, <doc:CredentialsAPI#Other-writes>). Each post is one transaction.
package struct EmbeddedCredentialsService: CredentialsPosting {
  let path: String
  let pool: DatabasePool
  let site: SiteFacts
  let contentTypes: AwardContentTypes
  let uuidForm: UUIDForm
  let clock: @Sendable () -> UTCTime
  let uuid: @Sendable () -> UUID

  /// Starts the service on a database that was opened for writing.
  ///
  /// The site and the ids of the content types are read here, once. Three indexes of our own, `sync_…`, are made where
  /// they are missing: names and keys are matched without case, as MySQL's collation does, and Django's indexes serve
  /// only exact matches.
  ///
  /// - Parameters:
  ///   - site: the id of the site that is served, as the host of a request chooses one; nil for the first that has a
  ///     site configuration.
  ///   - clock: the time that a post's rows carry.
  ///   - uuid: the identity of a new award.
  /// - Throws: `DatabaseFileError` when the file was opened for reading only, lacks a row that is needed, or fails.
  package init(
    database: CredentialsDatabase,
    site chosen: Int64? = nil,
    clock: @escaping @Sendable () -> UTCTime,
    uuid: @escaping @Sendable () -> UUID = { UUID() }
  ) throws(DatabaseFileError) {
    let pool = try database.writer
    (site, contentTypes, uuidForm) = try DatabaseFile.translating(path: database.file.path) {
      try pool.write { db in
        try CaseInsensitiveIndexes.create(in: db)
        return (
          try SiteFacts(db, chosen: chosen, path: database.file.path),
          try AwardContentTypes(db, path: database.file.path),
          try UUIDForm(db)
        )
      }
    }
    path = database.file.path
    self.pool = pool
    self.clock = clock
    self.uuid = uuid
  }

  /// Says that nothing leaves this machine, and where the file is.
  package var destination: String {
    let folder = (path as NSString).deletingLastPathComponent
    return "the embedded copy in \(folder.isEmpty ? "." : folder): nothing leaves this machine"
  }

  /// Carries out one request in one transaction.
  ///
  /// Where the real service fails with a 500, the answer is 500 and nothing is kept.
  ///
  /// - Throws: `CredentialsTransportError` with SQLite's trouble (busy, full, damaged) in the operator's words.
  package func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    try await answer(PostBody(request))
  }

  /// Answers a request as it came over the wire, as a client wrote it.
  ///
  /// - Throws: as ``post(_:)`` does.
  package func answer(_ body: PostBody) async throws(CredentialsTransportError) -> CredentialsAnswer {
    let work: @Sendable (Database) throws -> CredentialsAnswer
    do throws(CredentialsRefusal) { work = try self.work(for: body) } catch { return error.answer }
    return try await write(work)
  }

  /// Checks the body, so that a bad one never takes the write lock, and says what is left to do with the database.
  ///
  /// - Parameter site: the row of the site that a copy follows; nil where this is the service itself.
  func work(
    for body: PostBody,
    as site: SiteRow? = nil
  ) throws(CredentialsRefusal) -> @Sendable (Database) throws -> CredentialsAnswer {
    switch body {
    case .credential(let body):
      let award = try AwardRequest(body)
      return { db in try self.award(award, as: site, in: db) }
    case .grade(let body):
      let grade = try GradeRequest(body)
      return { db in try self.keep(grade, as: site, in: db) }
    case .courseCertificate(let body):
      let certificate = try CourseCertificateRequest(body)
      return { db in try self.keep(certificate, isFollowing: site != nil, in: db) }
    }
  }

  /// Runs the work of one post in a transaction of its own.
  ///
  /// A 400 is committed, because the configuration that the real service makes before it refuses stays there too; a 500
  /// is rolled back. A broken constraint is a 500, as an `IntegrityError` is for Django.
  func write(
    _ work: @escaping @Sendable (Database) throws -> CredentialsAnswer
  ) async throws(CredentialsTransportError) -> CredentialsAnswer {
    do {
      return try await pool.write { db in
        do { return try work(db) } catch let refusal as CredentialsRefusal {
          guard case .invalid = refusal else { throw refusal }
          return refusal.answer
        }
      }
    } catch let refusal as CredentialsRefusal {
      return refusal.answer
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      return CredentialsRefusal.crash(error.message ?? "a constraint of the database").answer
    } catch {
      throw CredentialsTransportError(error, path: path)
    }
  }
}
