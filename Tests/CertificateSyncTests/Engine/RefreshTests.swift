import Credentials
import LMS
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite("Rows that are read again before a post")
struct RefreshTests {
  private struct Unreachable: Error, CustomStringConvertible {
    let description = "the server is gone"
  }

  private func engine(_ site: Site, refresh: @escaping SiteRefresh) -> SyncEngine {
    SyncEngine(
      queue: site.queue,
      lms: site.lms,
      credentials: CredentialsConnection(site.service),
      wakeSignal: site.wakeSignal,
      limits: EngineLimits(pollSeconds: 0.002),
      refresh: refresh,
      logger: site.log.logger(),
      clock: { [clock = site.clock] in clock.now }
    )
  }

  @Test func `what the site has revoked since the copy was taken is not awarded`() async throws {
    let site = try Site()
    try site.save()
    let engine = engine(site) { request in
      #expect(request.username == "ada" && request.courseRunKey == Site.run)
      try site.execute("UPDATE certificates_generatedcertificate SET status = 'notpassing'")
    }
    try await engine.run(.untilIdle)
    #expect(site.service.postedStatuses == [.revoked])
  }

  @Test func `while the site cannot be read nothing is posted, and it is tried again`() async throws {
    let site = try Site()
    try site.save()
    try await engine(site) { _ in throw Unreachable() }.run(.untilIdle)
    #expect(site.service.posts.isEmpty)
    let task = try #require(try site.tasks().first)
    #expect(task.state == .queued)
    #expect(task.message?.contains("the server is gone") == true)
    site.clock.advance(to: task.notBefore)
    try await engine(site) { _ in }.run(.untilIdle)
    #expect(site.service.postedStatuses == [.awarded])
  }
}
