import Credentials
import NIOCore
import NIOPosix
import OpenEdX

/// Checks a configured site step by step and says what to do about each trouble. Writes nothing.
public struct SiteCheck: Sendable {
  /// What is checked, in this order; a step that others need ends the check when it fails.
  public enum Step: String, Sendable, CaseIterable {
    /// The host name has an address.
    case name
    /// A connection is made, TLS included, and the service is in health.
    case health
    /// There is a token, and it says what it must.
    case token
    /// The account may post.
    case add = "rights to add"
    /// The account may read others' credentials.
    case view = "rights to view"
    /// One harmless read of the learner records.
    case read = "a read"
  }

  /// How a step came out.
  public enum Verdict: String, Sendable {
    /// As it must be.
    case good = "ok"
    /// Posting works, something else does not.
    case warning
    /// Posting cannot work.
    case bad = "FAILED"
  }

  /// What one step found.
  public struct Result: Sendable, Hashable {
    /// The step.
    public let step: Step
    /// How it came out.
    public let verdict: Verdict
    /// What was found, as one line.
    public let finding: String
    /// What to do, a line each; empty when all is well.
    public let remedies: [String]
  }

  let service: RemoteCredentialsService
  let clock: @Sendable () -> UTCTime

  /// Takes the site; nothing is sent yet.
  ///
  /// - Parameter clock: the present, by which a token has expired.
  public init(_ service: RemoteCredentialsService, clock: @escaping @Sendable () -> UTCTime = { .now }) {
    self.service = service
    self.clock = clock
  }

  /// Runs the steps and tells each result as it comes; cancelling the task ends it after the step under way.
  ///
  /// - Returns: all results; after a bad one that others build on, no more follow.
  @discardableResult
  public func run(_ tell: (Result) -> Void = { _ in }) async -> [Result] {
    var results: [Result] = []
    func keep(_ result: Result) -> Bool {
      results.append(result)
      tell(result)
      return result.verdict != .bad && !Task.isCancelled
    }
    guard keep(await name()), keep(await health()), keep(await token()), keep(await add()) else { return results }
    if keep(await view()) { _ = keep(await read()) }
    return results
  }

  private func name() async -> Result {
    let base = service.transport.base
    let found = try? await NIOThreadPool.singleton.runIfActive {
      try SocketAddress.makeAddressResolvingHost(base.host, port: base.port)
    }
    guard let found else {
      return Result(
        step: .name,
        verdict: .bad,
        finding: "\(base.host) does not resolve",
        remedies: ["Check the spelling of credentials.url and this machine's DNS."]
      )
    }
    return Result(step: .name, verdict: .good, finding: "\(base.host) is \(found.ipAddress ?? "known")", remedies: [])
  }

  private func health() async -> Result {
    let answer: CredentialsAnswer
    do throws(CredentialsTransportError) { answer = try await service.health() } catch {
      return Result(
        step: .health,
        verdict: .bad,
        finding: error.reason,
        remedies: Self.connectionRemedies(error.reason)
      )
    }
    let state = answer.body["overall_status"]?.string
    guard answer.status == 200, state == "OK" else {
      let database = answer.body["detailed_status"]?["database_status"]?.string ?? "unknown"
      return Result(
        step: .health,
        verdict: .bad,
        finding: "/health/ answered \(answer.status); database: \(ReadableLine.of(database, limit: 60))",
        remedies: answer.status == 404
          ? ["This is not the root of a Credentials service; check credentials.url."]
          : ["The service itself is ill: look at its log and its database. Posts would be retried."]
      )
    }
    let how = service.transport.base.scheme == "https" ? "TLS verified" : "no TLS"
    return Result(step: .health, verdict: .good, finding: "connected (\(how)), the service is in health", remedies: [])
  }

  private static func connectionRemedies(_ reason: String) -> [String] {
    if reason.contains("not trusted") {
      return ["If an authority of your own signed it, name its PEM file with credentials.ca_file."]
    }
    if reason.contains("redirect") || reason.contains("not the Credentials service") {
      return ["Set credentials.url to the address that the service itself answers at, with https and without a path."]
    }
    return ["Check host, port and scheme of credentials.url, that the service runs, and the firewall between."]
  }
}
