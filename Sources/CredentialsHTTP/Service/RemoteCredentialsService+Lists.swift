import Credentials
import OpenEdX

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RemoteCredentialsService {
  /// The programs for which the learner holds an awarded, visible program credential (<doc:SyncFlow#Programs>).
  ///
  /// - Throws: `CredentialsTransportError` for every failure and for every answer that is not understood, never an empty
  ///   set, because that would read as "nothing to revoke".
  package func awardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    // Spelled as the LMS asks, Python's True included.
    try await programs([("username", username), ("status", "awarded"), ("type", "program"), ("only_visible", "True")])
  }

  /// The programs for which the learner holds an awarded program credential, the ones not visible yet included.
  ///
  /// - Throws: as ``awardedProgramUUIDs(username:)`` does.
  package func allAwardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await programs([("username", username), ("status", "awarded"), ("type", "program")])
  }

  private func programs(
    _ filter: [(name: String, value: String)]
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    var result: Set<ProgramUUID> = []
    for row in try await allCredentials(filter) {
      guard case .program(let uuid) = row.subject else { continue }
      result.insert(uuid)
    }
    return result
  }

  /// Every credential of the learner, revoked and hidden ones included; 20 come with each request.
  ///
  /// - Throws: `CredentialsTransportError`, also when the account may post but not read
  ///   (<doc:CredentialsAPI#Signing-in>).
  package func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] {
    try await allCredentials([("username", username)])
  }

  /// `GET /api/v2/course_certificates/<course_id>/` (<doc:CredentialsAPI#Other-writes>), which asks for a staff account as
  /// the post does.
  ///
  /// - Throws: `CredentialsTransportError` for every answer but a configuration and “not found”.
  package func courseCertificate(
    courseRunKey: String
  ) async throws(CredentialsTransportError) -> StoredCourseCertificate? {
    let key = FormEncoding.quoted(courseRunKey)
    let answer = try await answer(to: HTTPCall(method: .get, path: "/api/v2/course_certificates/\(key)/"))
    if answer.status == 404 { return nil }
    guard answer.status == 200 else {
      throw CredentialsTransportError(
        "\(destination): reading the configuration of \(courseRunKey) was refused: \(answer.status) \(answer.message)",
        isConfiguration: answer.status == 401 || answer.status == 403
      )
    }
    guard let mode = answer.body["certificate_type"]?.string, case .bool(let isActive)? = answer.body["is_active"],
      let date = answer.body["certificate_available_date"]
    else { throw CredentialsTransportError("\(destination): a configuration is not of the documented form") }
    return StoredCourseCertificate(
      mode: CourseMode(rawValue: mode),
      isActive: isActive,
      availableDate: date.string.flatMap { UTCTime($0) }
    )
  }

  /// Every row of a filtered list, page after page.
  func allCredentials(
    _ filter: [(name: String, value: String)]
  ) async throws(CredentialsTransportError) -> [ListedCredential] {
    var result: [ListedCredential] = []
    var page = 1
    while true {
      let query = page == 1 ? filter : filter + [("page", "\(page)")]
      let answer = try await answer(to: HTTPCall(method: .get, path: "/api/v2/credentials/", query: query))
      guard answer.status == 200 else {
        throw CredentialsTransportError(
          "\(destination): reading credentials was refused: \(answer.status) \(answer.message)",
          isForbidden: answer.status == 403
        )
      }
      guard let rows = answer.body["results"]?.array else {
        throw CredentialsTransportError("\(destination): a list of credentials came without results")
      }
      for row in rows {
        guard let credential = ListedCredential(row) else {
          throw CredentialsTransportError("\(destination): a listed credential is not of the documented form")
        }
        result.append(credential)
      }
      guard let next = try nextPage(answer.body["next"], after: page) else { return result }
      guard !rows.isEmpty else {
        throw CredentialsTransportError("\(destination): page \(page) of a list is empty and still names a next one")
      }
      page = next
    }
  }

  /// The number of the next page. Only the number is taken: an address from an answer never decides where a token goes,
  /// and behind a proxy its host is often one that only the proxy knows.
  private func nextPage(_ value: JSONValue?, after page: Int) throws(CredentialsTransportError) -> Int? {
    guard let value, value != .null else { return nil }
    guard let text = value.string, let next = URLComponents(string: text),
      let number = next.queryItems?.first(where: { $0.name == "page" })?.value.flatMap({ Int($0) })
    else { throw CredentialsTransportError("\(destination): a list's next page is not of the documented form") }
    guard number == page + 1 else {
      throw CredentialsTransportError("\(destination): after page \(page) of a list came page \(number)")
    }
    return number
  }
}
