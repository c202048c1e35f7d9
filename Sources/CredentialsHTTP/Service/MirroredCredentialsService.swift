import Credentials
import OpenEdX

/// Posts to a site, and repeats on the deployment's own copy what the site has accepted, with the uuid and the times of
/// its answer, so that the screens show it at once and a second plan does not hold it again.
package struct MirroredCredentialsService: CredentialsService {
  private let site: any CredentialsService
  private let copy: any CredentialsCopy
  private let trouble: @Sendable (String) -> Void

  /// Takes the site and the copy.
  ///
  /// - Parameter trouble: told when the copy did not follow. The site's answer counts all the same.
  package init(
    _ site: any CredentialsService,
    copy: any CredentialsCopy,
    trouble: @escaping @Sendable (String) -> Void
  ) {
    self.site = site
    self.copy = copy
    self.trouble = trouble
  }

  /// The site's.
  package var destination: String { site.destination }

  /// Posts to the site, and on success to the copy; see `CredentialsService`.
  package func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    let answer = try await site.post(request)
    guard answer.isSuccess else { return answer }
    do throws(CredentialsTransportError) {
      let local = try await copy.follow(request, accepted: answer)
      if !local.isSuccess { trouble(lag(request, local.message)) }
    } catch {
      trouble(lag(request, error.reason))
    }
    return answer
  }

  /// Names what the site has and the copy lacks.
  private func lag(_ request: CredentialsRequest, _ reason: String) -> String {
    let (body, subject): (JSONValue, String?) =
      switch request {
      case .credential(let body): (body, PostedCredential(body)?.subject.description)
      case .grade(let body): (body, body["course_run"]?.string.map { "the grade in \($0)" })
      case .courseCertificate(let body): (body, body["course_id"]?.string)
      }
    let name = [body["username"]?.string, subject].compactMap { $0 }.joined(separator: ", ")
    return "\(name): \(destination) has accepted it, but the local copy did not follow (\(reason)). "
      + "Copy the databases from the site again."
  }

  /// Asks the site, which alone knows.
  package func awardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await site.awardedProgramUUIDs(username: username)
  }

  /// Asks the site, which alone knows.
  package func allAwardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await site.allAwardedProgramUUIDs(username: username)
  }

  /// Asks the copy: the site does not give its catalog over HTTP.
  package func programs(
    containing courseRunKeys: [String]
  ) async throws(CredentialsTransportError) -> [ProgramOutline] {
    try await copy.programs(containing: courseRunKeys)
  }
}
