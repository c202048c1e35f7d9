import GRDB
import OpenEdX

extension EmbeddedCredentialsService: CredentialsCopy {
  /// Repeats in one transaction what a site has accepted; see ``CredentialsCopy``.
  package func follow(
    _ request: CredentialsRequest,
    accepted answer: CredentialsAnswer
  ) async throws(CredentialsTransportError) -> CredentialsAnswer {
    let row = SiteRow(answer)
    let work: @Sendable (Database) throws -> CredentialsAnswer
    do throws(CredentialsRefusal) {
      work = try self.work(for: request.spelled(as: answer.body), as: row)
    } catch { return error.answer }
    return try await write(work)
  }
}

extension CredentialsRequest {
  /// The same request with the names as the site's row has them: it finds a learner in any case, and keeps the mode that
  /// a configuration has.
  ///
  /// An answer about somebody else changes nothing here: then the request is followed as it was posted.
  fileprivate func spelled(as site: JSONValue) -> CredentialsRequest {
    guard case .credential(.object(var body)) = self, let posted = body["username"]?.string,
      let stored = site["username"]?.string, stored.lowercased() == posted.lowercased()
    else { return self }
    body["username"] = .string(stored)
    if case .object(var credential)? = body["credential"], let key = credential["course_run_key"]?.string,
      site["credential"]?["course_run_key"]?.string?.lowercased() == key.lowercased(),
      let mode = site["credential"]?["mode"]
    {
      credential["mode"] = mode
      body["credential"] = .object(credential)
    }
    return .credential(.object(body))
  }
}
