import OpenEdX

/// The Credentials service as the sync engine sees it: the copy embedded here, or a real one over HTTP.
///
/// Posts are idempotent by (username, configuration), so sending one again is safe (<doc:CredentialsAPI#Credentials>).
package protocol CredentialsService: Sendable {
  /// Sends one request and waits for the answer; an answer that refuses is returned, not thrown.
  ///
  /// - Throws: `CredentialsTransportError` when there was no answer at all.
  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer

  /// The programs for which the learner holds an awarded, visible program credential (<doc:SyncFlow#Programs>).
  ///
  /// - Throws: `CredentialsTransportError`; never an empty set in place of a failure, because that would read as
  ///   "nothing to revoke".
  func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID>

  /// The programs for which the learner holds an awarded program credential, the ones not visible yet included.
  ///
  /// - Throws: as ``awardedProgramUUIDs(username:)`` does.
  func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID>

  /// The catalog's programs in which at least one of the runs counts, each with all of its runs.
  ///
  /// - Throws: `CredentialsTransportError`; never an empty list in place of a failure.
  func programs(containing courseRunKeys: [String]) async throws(CredentialsTransportError) -> [ProgramOutline]

  /// Where posts go, for the operator.
  var destination: String { get }
}

/// One post, with its body as JSON.
package enum CredentialsRequest: Sendable, Hashable {
  /// `POST /api/v2/credentials/`: award, revoke or update one credential (<doc:CredentialsAPI#Credentials>).
  case credential(JSONValue)
  /// `POST /api/v2/grades/`, which the LMS sends form-encoded (<doc:CredentialsAPI#Other-writes>).
  case grade(JSONValue)
  /// `POST /api/v2/course_certificates/` (<doc:CredentialsAPI#Other-writes>).
  case courseCertificate(JSONValue)
}

/// No answer came from the service, so the request may or may not have been carried out: send it again later.
package struct CredentialsTransportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, as one line.
  package let reason: String

  /// Whether every other request would fare the same until somebody changes the configuration, as when a redirect says
  /// that the address is another. The queue pauses for it instead of trying each task again.
  package let isConfiguration: Bool

  /// Whether nothing left this machine, as when there was no token or no connection: then nothing was posted.
  package let isUnsent: Bool

  /// Takes the reason.
  package init(_ reason: String, isConfiguration: Bool = false, isUnsent: Bool = false) {
    self.reason = reason
    self.isConfiguration = isConfiguration
    self.isUnsent = isUnsent
  }

  /// The reason as it is told of a task: that there was no answer is said only where something was asked.
  package var told: String { isUnsent ? reason : "no answer from the Credentials service: \(reason)" }

  /// The reason.
  package var description: String { reason }
}
