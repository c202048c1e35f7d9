import OpenEdX

/// Where posts go: the copy embedded here, or a real service over HTTP.
///
/// Posts are idempotent by (username, configuration), so sending one again is safe (<doc:CredentialsAPI#Credentials>).
package protocol CredentialsPosting: Sendable {
  /// Sends one request and waits for the answer; an answer that refuses is returned, not thrown.
  ///
  /// - Throws: `CredentialsTransportError` when there was no answer at all.
  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer

  /// Where posts go, for the operator.
  var destination: String { get }
}

/// Where a learner's credentials are read: the copy embedded here, or a real service over HTTP.
package protocol CredentialsReading: Sendable {
  /// Every credential of the learner, revoked and hidden ones included.
  ///
  /// - Throws: `CredentialsTransportError`; never an empty list in place of a failure.
  func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential]

  /// The programs for which the learner holds an awarded, visible program credential (<doc:SyncFlow#Programs>).
  ///
  /// - Throws: `CredentialsTransportError`; never an empty set in place of a failure, because that would read as
  ///   "nothing to revoke".
  func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID>

  /// The programs for which the learner holds an awarded program credential, the ones not visible yet included.
  ///
  /// - Throws: as ``awardedProgramUUIDs(username:)`` does.
  func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID>

  /// The run's certificate configuration; nil when there is none.
  ///
  /// - Throws: `CredentialsTransportError`; never nil in place of a failure.
  func courseCertificate(courseRunKey: String) async throws(CredentialsTransportError) -> StoredCourseCertificate?

  /// Where they are read, for the operator.
  var destination: String { get }
}

/// Where the catalog is read. The real service does not give it over HTTP
/// (<doc:CredentialsAPI#Catalog-and-event-bus>).
package protocol CatalogReading: Sendable {
  /// The catalog's programs in which at least one of the runs counts, each with all of its runs.
  ///
  /// - Throws: `CredentialsTransportError`; never an empty list in place of a failure.
  func programs(containing courseRunKeys: [String]) async throws(CredentialsTransportError) -> [ProgramOutline]
}

/// A service that does all three.
package typealias CredentialsService = CredentialsPosting & CredentialsReading & CatalogReading

/// A deployment's own copy of a site's Credentials database, which follows what the site has accepted.
package protocol CredentialsCopy: Sendable {
  /// Carries out a request that the site has accepted, and gives the row the identity and the times of the site's answer.
  ///
  /// What the answer does not hold is the copy's own.
  ///
  /// - Returns: the copy's own answer; it may refuse, because it may lack what the site has.
  /// - Throws: `CredentialsTransportError` when the copy cannot be written.
  func follow(
    _ request: CredentialsRequest,
    accepted answer: CredentialsAnswer
  ) async throws(CredentialsTransportError) -> CredentialsAnswer
}
