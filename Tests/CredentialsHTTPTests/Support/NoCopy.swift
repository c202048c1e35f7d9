import Credentials
import OpenEdX

/// A copy that follows everything and holds nothing.
struct NoCopy: CredentialsCopy, CatalogReading {
  func follow(
    _ request: CredentialsRequest,
    accepted answer: CredentialsAnswer
  ) async throws(CredentialsTransportError) -> CredentialsAnswer { answer }

  func programs(containing courseRunKeys: [String]) async throws(CredentialsTransportError) -> [ProgramOutline] { [] }
}
