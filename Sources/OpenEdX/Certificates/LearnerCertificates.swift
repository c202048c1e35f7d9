/// What the LMS holds of a learner when a program task runs.
package struct LearnerCertificates: Sendable {
  /// The learner's name as the task carries it.
  package var username: String
  /// `CredentialsApiConfig`: enabled and with learner issuance.
  package var issuanceEnabled: Bool
  /// The id of the user of exactly that name; nil when there is none.
  package var userID: Int64?
  /// The certificates by the run's key, audit certificates included.
  package var certificates: [ExactText: RunFacts.Certificate]
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`.
  package var honorCertificatesDisabled = false

  /// Takes the facts.
  package init(
    username: String,
    issuanceEnabled: Bool,
    userID: Int64?,
    certificates: [ExactText: RunFacts.Certificate]
  ) {
    self.username = username
    self.issuanceEnabled = issuanceEnabled
    self.userID = userID
    self.certificates = certificates
  }

  /// The runs that a certificate completes, whatever their type: the programs that contain none of them are not
  /// completed.
  package var passedRuns: [String] {
    certificates.filter { $0.value.status.isPassing }.keys.sorted().map(\.text)
  }

  /// Whether the certificates complete the program (<doc:SyncFlow#Programs>).
  package func complete(_ program: ProgramOutline) -> Bool {
    program.isCompleted(by: certificates, honorCertificatesDisabled: honorCertificatesDisabled)
  }

  /// The first two steps of both program tasks: Credentials use, and the user.
  ///
  /// - Returns: the user's id in the LMS.
  /// - Throws: `TaskObstacle` for the step that ends the task.
  @discardableResult
  package func requireUser() throws(TaskObstacle) -> Int64 {
    try TaskObstacle.requireIssuance(issuanceEnabled)
    guard let userID else { throw .unknownUser(username) }
    return userID
  }
}
