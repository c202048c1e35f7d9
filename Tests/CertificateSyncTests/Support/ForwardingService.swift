import Credentials
import OpenEdX

/// A service that hands to another what it does not do itself.
protocol ForwardingService: CredentialsService {
  var inner: any CredentialsService { get }
}

extension ForwardingService {
  var destination: String { inner.destination }

  func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] {
    try await inner.credentials(username: username)
  }

  func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await inner.awardedProgramUUIDs(username: username)
  }

  func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await inner.allAwardedProgramUUIDs(username: username)
  }

  func courseCertificate(courseRunKey: String) async throws(CredentialsTransportError) -> StoredCourseCertificate? {
    try await inner.courseCertificate(courseRunKey: courseRunKey)
  }

  func programs(containing courseRunKeys: [String]) async throws(CredentialsTransportError) -> [ProgramOutline] {
    try await inner.programs(containing: courseRunKeys)
  }
}
