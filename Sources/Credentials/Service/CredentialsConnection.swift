import OpenEdX

/// The ways to a Credentials service: where posts go, where credentials and the catalog are read, and the copy here that
/// follows.
package struct CredentialsConnection: Sendable {
  /// Where posts go.
  package let posting: any CredentialsPosting
  /// Where credentials are read.
  package let reading: any CredentialsReading
  /// Where the catalog is read.
  package let catalog: any CatalogReading
  private let copy: (any CredentialsCopy)?
  private let observer: PostObserver
  private let trouble: @Sendable (String) -> Void

  /// A service that is posted to and read, and that has no copy.
  package init(_ service: any CredentialsService, observer: @escaping PostObserver = { _ in }) {
    (posting, reading, catalog, copy) = (service, service, service, nil)
    self.observer = observer
    trouble = { _ in }
  }

  /// A site, and the deployment's copy, which follows what the site accepts and has the catalog.
  ///
  /// - Parameter trouble: is given a line when the copy did not follow. The site's answer counts all the same.
  package init(
    site: any CredentialsPosting & CredentialsReading,
    copy: any CredentialsCopy & CatalogReading,
    observer: @escaping PostObserver = { _ in },
    trouble: @escaping @Sendable (String) -> Void
  ) {
    (posting, reading, catalog, self.copy) = (site, site, copy, copy)
    self.observer = observer
    self.trouble = trouble
  }

  /// Posts, tells the observer, and then lets the copy follow what was accepted.
  ///
  /// The observer comes first: a process that dies in between has written the post down, and posts it again.
  package func post(_ request: CredentialsRequest, cause: PostCause? = nil) async -> PostReport {
    let result: Result<CredentialsAnswer, CredentialsTransportError>
    do throws(CredentialsTransportError) {
      result = .success(try await posting.post(request))
    } catch {
      result = .failure(error)
    }
    return await told(PostReport(request, cause: cause, result: result))
  }

  /// Tells of a post whose answer never came what the site says of it now, as if that had been the answer.
  ///
  /// - Returns: nil when the site does not hold what was posted; then nobody is told.
  package func settle(
    _ request: CredentialsRequest,
    cause: PostCause?,
    held: [ListedCredential]
  ) async -> PostReport? {
    guard let post = PostedCredential(request), post.difference(from: held) == nil,
      let row = held.first(where: { post.subject.isSame(as: $0.subject) })
    else { return nil }
    let answer = CredentialsAnswer(status: 200, body: row.json)
    return await told(PostReport(request, cause: cause, result: .success(answer), isReadLater: true))
  }

  private func told(_ report: PostReport) async -> PostReport {
    observer(report)
    if let copy, let answer = report.accepted { await follow(report.request, answer, copy) }
    return report
  }

  private func follow(_ request: CredentialsRequest, _ answer: CredentialsAnswer, _ copy: any CredentialsCopy) async {
    let reason: String
    do throws(CredentialsTransportError) {
      let local = try await copy.follow(request, accepted: answer)
      if local.isSuccess { return }
      reason = local.message
    } catch {
      reason = error.reason
    }
    let subject = if case .grade = request { "the grade in \(request.subject)" } else { request.subject.description }
    let name = [request.username, subject].compactMap { $0 }.joined(separator: ", ")
    trouble(
      "\(name): \(posting.destination) has accepted it, but the local copy did not follow (\(reason)). "
        + "Copy the databases from the site again."
    )
  }
}
