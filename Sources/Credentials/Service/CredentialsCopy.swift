/// A deployment's own copy of a site's Credentials database, which is told what the site has accepted.
package protocol CredentialsCopy: CredentialsService {
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
