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
      work = try self.work(for: PostBody(request.spelled(as: answer.body)), as: row)
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
    guard let posted = username, let stored = site["username"]?.string, stored.lowercased() == posted.lowercased()
    else { return self }
    switch self {
    case .courseCredential(let post):
      let credential = site["credential"]
      let isSameRun = credential?["course_run_key"]?.string?.lowercased() == post.courseRunKey.lowercased()
      return .courseCredential(
        CourseCredentialPost(
          username: stored,
          status: post.status,
          courseRunKey: post.courseRunKey,
          mode: isSameRun ? credential?["mode"]?.string.map(CourseMode.init) ?? post.mode : post.mode,
          dateOverride: post.dateOverride
        )
      )
    case .programCredential(let post):
      return .programCredential(
        ProgramCredentialPost(
          username: stored,
          lmsUserID: post.lmsUserID,
          program: post.program,
          status: post.status
        )
      )
    case .grade, .courseCertificate: return self
    }
  }
}
