import Credentials
import OpenEdX

/// Checks a configured site step by step and says what to do about each trouble. Writes nothing.
package struct SiteCheck: Sendable {
  /// What is checked, in this order; a step that others need ends the check when it fails.
  package enum Step: String, Sendable, CaseIterable {
    /// The host name has an address.
    case name
    /// A connection is made, TLS included, and the service is healthy.
    case health
    /// There is a token, and it says what it must.
    case token
    /// The site that answers is the one that was read.
    case site = "the site"
    /// The account may post.
    case add = "rights to add"
    /// The account may read others' credentials.
    case view = "rights to view"
    /// One harmless read of the learner records.
    case read = "a read"
  }

  /// How a step came out.
  package enum Verdict: String, Sendable {
    /// As it must be.
    case good = "ok"
    /// Posting works, something else does not.
    case warning
    /// Posting cannot work.
    case bad = "FAILED"
  }

  /// What one step found.
  package struct Result: Sendable, Hashable {
    /// The step.
    package let step: Step
    /// How it came out.
    package let verdict: Verdict
    /// What was found, as one line.
    package let finding: String
    /// What to do, a line each; empty when all is well.
    package let remedies: [String]
  }

  let service: RemoteCredentialsService

  /// Takes the site; nothing is sent yet.
  package init(_ service: RemoteCredentialsService) { self.service = service }

  /// Runs the steps and tells each result as it comes; cancelling the task ends it after the step under way.
  ///
  /// - Returns: all results; after a bad one that others build on, no more follow.
  @discardableResult
  package func run(_ tell: (Result) -> Void = { _ in }) async -> [Result] {
    var results: [Result] = []
    func keep(_ result: Result) -> Bool {
      results.append(result)
      tell(result)
      return result.verdict != .bad && !Task.isCancelled
    }
    guard keep(await name()), keep(await health()), keep(await token()) else { return results }
    if let result = await site(), !keep(result) { return results }
    guard keep(await add()) else { return results }
    if keep(await view()) { _ = keep(await read()) }
    return results
  }

  private func name() async -> Result {
    let base = service.transport.base
    let found = await service.transport.resolvedHost()
    guard let found else {
      return Result(
        step: .name,
        verdict: .bad,
        finding: "\(base.host) does not resolve",
        remedies: ["Check the spelling of credentials.url and this machine's DNS."]
      )
    }
    return Result(step: .name, verdict: .good, finding: "\(base.host) is \(found)", remedies: [])
  }

  /// Nil where one deployment's site is not to be told from another's.
  private func site() async -> Result? {
    guard let agreement = service.agreement else { return nil }
    switch await service.answeringSite(agreement.expected) {
    case .same:
      return Result(step: .site, verdict: .good, finding: "answers as \(agreement.expected.name)", remedies: [])
    case .other(let reason):
      return bad(
        .site,
        reason,
        [
          "The host of a request picks the site. Name the host of \(agreement.expected.name) with credentials.host,",
          "or, if the other site is meant, name it with credentials.site. Nothing is posted while they differ.",
        ]
      )
    case .unknown:
      return Result(
        step: .site,
        verdict: .warning,
        finding: "it could not be told whether \(agreement.expected.name) answers",
        remedies: []
      )
    }
  }

  private func health() async -> Result {
    let answer: CredentialsAnswer
    do throws(CredentialsTransportError) { answer = try await service.health() } catch {
      if let other = await otherScheme() { return other }
      return bad(.health, error.reason, Self.remedies(error.reason, .credentialsURL))
    }
    guard answer.status == 200, answer.body["overall_status"]?.string == "OK" else { return await illness(answer) }
    let how = service.transport.base.scheme == "https" ? "TLS verified" : "no TLS"
    return Result(step: .health, verdict: .good, finding: "connected (\(how)), the service is healthy", remedies: [])
  }

  /// What an answer about health says that is not one of good health.
  private func illness(_ answer: CredentialsAnswer) async -> Result {
    if answer.body["overall_status"] != nil {
      let database = answer.body["detailed_status"]?["database_status"]?.string ?? "unknown"
      return bad(
        .health,
        "/health/ answered \(answer.status); database: \(ReadableLine.of(database, limit: 60))",
        ["The service itself is ill: look at its log and its database. Posts would be retried."]
      )
    }
    // A server of TLS answers a plain request with a page about that.
    if let other = await otherScheme() { return other }
    let base = service.transport.base
    let finding = "\(base.prefix)/health/ answered \(answer.status), not with a state of health"
    if !base.prefix.isEmpty {
      return bad(
        .health,
        finding,
        ["credentials.url has the path \(base.prefix): leave it out, the API's own paths are added to the root."]
      )
    }
    return bad(
      .health,
      finding,
      answer.status >= 500
        ? ["The service, or what stands before it, fails: look at its log. Posts would be retried."]
        : ["This is not the root of a Credentials service, or a page stands before it; check credentials.url."]
    )
  }

  /// Says that the port speaks the other one of http and https; nil where it does not. No token is sent.
  private func otherScheme() async -> Result? {
    let base = service.transport.base
    var settings = service.transport.settings
    settings.requestTimeout = min(settings.requestTimeout, .seconds(5))
    settings.connectTimeout = min(settings.connectTimeout, .seconds(5))
    guard let transport = try? service.transport.other(base.otherScheme, settings) else { return nil }
    let speaks: Bool
    do throws(CredentialsTransportError) {
      let reply = try await transport.send(HTTPCall(method: .get, path: "/health/"))
      // To a plain request a server of TLS says what it wants instead.
      speaks = base.scheme == "http" || reply.status != 400
    } catch {
      // A certificate that is not accepted is one.
      speaks = base.scheme == "http" && error.isConfiguration
    }
    guard speaks else { return nil }
    let (found, written) = base.scheme == "https" ? ("plain HTTP", "https") : ("TLS", "http")
    return bad(
      .health,
      "\(base.site): that port speaks \(found), and credentials.url begins with \(written)",
      base.scheme == "https"
        ? [
          "Give the port that speaks https (443 unless another was set up). Over plain HTTP the token would be readable:",
          "write http only for a private network, with credentials.allow_plain_http.",
        ]
        : ["Write https in credentials.url."]
    )
  }
}
