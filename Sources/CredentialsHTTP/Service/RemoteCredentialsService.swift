import Credentials
import OpenEdX

/// A real Credentials service, over HTTP (<doc:CredentialsAPI>).
///
/// Each request carries `Authorization: JWT …`. An answer of 401 is tried once more with a new token, where the source
/// has one.
package struct RemoteCredentialsService: CredentialsPosting, CredentialsReading {
  let transport: any HTTPTransport
  let tokens: any TokenSource
  /// Nil where there is but one site.
  let agreement: SiteAgreement?
  let clock: @Sendable () -> UTCTime
  /// Asked right before a post is sent, also when it is sent again with a newer token; what it throws keeps it from being
  /// sent.
  package var permit: PostPermit?

  /// Takes the way to the service and where tokens come from; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - expected: the site that was read; nothing is posted while another one answers. Nil where there is but one.
  ///   - clock: the present, by which a `Retry-After` date is read.
  package init(
    over transport: any HTTPTransport,
    tokens: any TokenSource,
    reading expected: ExpectedSite? = nil,
    clock: @escaping @Sendable () -> UTCTime = { .now }
  ) {
    self.transport = transport
    self.tokens = tokens
    agreement = expected.map { SiteAgreement($0) }
    self.clock = clock
  }

  /// The site's host, with its port where that is unusual.
  package var destination: String { transport.base.site }

  /// Whether the site is this machine itself, where a mistake hurts nobody.
  package var isLoopback: Bool { transport.base.isLoopback }

  /// The greatest number of requests in flight.
  package var connections: Int { max(1, transport.settings.connections) }

  /// Sends one request and waits for the answer; an answer that refuses is returned, not thrown.
  ///
  /// Without a token that may be sent nothing is sent, and the error says so: that too is the configuration's fault.
  /// Cancelling the task ends the request; the service may have carried it out.
  ///
  /// - Throws: `CredentialsTransportError` when no answer of a Credentials service came, or one to another post; one
  ///   line says why.
  package func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    try await requireExpectedSite()
    let call = HTTPCall(PostBody(request))
    let answer = try await answer(to: call) { () async throws(CredentialsTransportError) in
      guard let permit else { return nil }
      return HTTPCall.Permit(latest: try await permit(request)) { try await permit(request) }
    }
    guard answer.isSuccess, let difference = request.difference(from: answer) else { return answer }
    throw CredentialsTransportError(
      "\(destination): answered \(answer.status), but not to what was posted: \(difference); look at the credential "
        + "there, and check what stands before the service"
    )
  }

  /// `GET /health/`, without a token: 200 or 503, with the state of the database.
  ///
  /// - Throws: `CredentialsTransportError` when no answer came.
  package func health() async throws(CredentialsTransportError) -> CredentialsAnswer {
    try await send(HTTPCall(method: .get, path: "/health/"), nil)
  }

  /// Sends a call with a token.
  ///
  /// - Parameter permit: called when there is a token and nothing is left to do but to send; nil where none is needed.
  func answer(
    to call: HTTPCall,
    permit: () async throws(CredentialsTransportError) -> HTTPCall.Permit? = { nil }
  ) async throws(CredentialsTransportError) -> CredentialsAnswer {
    var call = call
    let token: AccessToken
    do throws(TokenError) { token = try await fitToken() } catch { throw CredentialsTransportError(error) }
    call.permit = try await permit()
    let first = try await send(call, token)
    guard first.status == 401 else { return first }
    let newer: AccessToken?
    do throws(TokenError) { newer = try await fitToken(after: token) } catch { throw CredentialsTransportError(error) }
    guard let newer else { return first }
    call.permit = try await permit()
    return try await send(call, newer)
  }

  /// Sends a call, with a token or without one.
  func send(_ call: HTTPCall, _ token: AccessToken?) async throws(CredentialsTransportError) -> CredentialsAnswer {
    var call = call
    call.authorization = token?.authorization
    let reply = try await transport.send(call)
    return try CredentialsAnswer(
      reply,
      site: transport.base.site,
      hiding: token?.mask ?? SecretMask([]),
      now: clock()
    )
  }
}

/// Gives the moment by which a post must be sent, or says by an error that it must not be.
package typealias PostPermit =
  @Sendable (CredentialsRequest) async throws(CredentialsTransportError) -> ContinuousClock.Instant

extension HTTPCall {
  init(_ body: PostBody) {
    switch body {
    case .credential(let body): self.init(method: .post, path: "/api/v2/credentials/", body: .json(body))
    case .courseCertificate(let body):
      self.init(method: .post, path: "/api/v2/course_certificates/", body: .json(body))
    case .grade(let body):
      self.init(method: .post, path: "/api/v2/grades/", body: .form(FormEncoding.gradeFields(body)))
    }
  }
}

extension CredentialsTransportError {
  /// A refused token stops the queue like the service's own 401; a trouble of the LMS is tried again.
  fileprivate init(_ error: TokenError) {
    switch error {
    case .refused(let reason): self.init("nothing was sent: \(reason)", isConfiguration: true, isUnsent: true)
    case .unfit(let fault): self.init(fault.finding, isConfiguration: true, isUnsent: true)
    case .unavailable(let reason), .busy(let reason): self.init("nothing was sent: \(reason)", isUnsent: true)
    }
  }
}
