/// Where a learner's credentials can be read back: the copy embedded here, or a real service over HTTP.
package protocol CredentialsReading: Sendable {
  /// Every credential of the learner, revoked and hidden ones included.
  ///
  /// - Throws: `CredentialsTransportError`; never an empty list in place of a failure.
  func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential]

  /// Where they are read, for the operator.
  var destination: String { get }
}
