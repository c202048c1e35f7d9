/// The status of a `UserCredential` in the Credentials service.
package enum CredentialStatus: String, Sendable, Hashable, CaseIterable {
  /// The learner holds it.
  case awarded
  /// It was taken back, or never held; the record page hides it.
  case revoked
}
