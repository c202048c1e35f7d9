import Credentials
import OpenEdX

extension SiteCheck {
  /// The token is judged as for every request; see ``TokenFault``.
  func token() async -> Result {
    let token: AccessToken
    do throws(TokenError) { token = try await service.fitToken() } catch {
      return bad(.token, error.reason, Self.remedies(error))
    }
    let end = token.claims?.expires.map { ", until \($0.apiText)" } ?? ""
    let speaksFor = ReadableLine.of(token.claims?.username ?? "nobody", limit: 80)
    let finding = "from \(service.tokens.origin), speaks for \(speaksFor)\(end)"
    guard let expires = token.expires, expires < service.clock().adding(seconds: Self.shortLife),
      !service.tokens.isRenewedHere
    else { return Result(step: .token, verdict: .good, finding: finding, remedies: service.tokens.notes) }
    return Result(
      step: .token,
      verdict: .warning,
      finding: "\(finding), which is within two minutes",
      remedies: [
        "What is not posted by then waits, with the queue paused. Put a fresh token there,",
        "or have tokens renewed here: lms.… or signing.… in the settings.",
      ]
    )
  }

  /// Seconds of life below which a token that nobody renews here is worth a warning.
  private static let shortLife = 120.0

  /// An empty post: rights are looked at before the body, so a 400 that names the missing fields proves the right to
  /// add, and nothing is written.
  func add() async -> Result {
    await asking(.add, HTTPCall(method: .post, path: "/api/v2/credentials/", body: .json([:]))) { answer in
      guard answer.status == 400, answer.body["username"] != nil else { return nil }
      return Result(step: .add, verdict: .good, finding: "may post (an empty post was refused: 400)", remedies: [])
    }
  }

  /// The worker of a fresh installation can post but not read; only what needs reading fails then.
  func view() async -> Result {
    let call = HTTPCall(method: .get, path: "/api/v2/credentials/", query: [("username", "learner-records-doctor")])
    return await asking(.view, call) { answer in
      if answer.status == 200, answer.body["results"]?.array != nil {
        return Result(step: .view, verdict: .good, finding: "may read credentials", remedies: [])
      }
      guard answer.status == 403 else { return nil }
      return Result(
        step: .view,
        verdict: .warning,
        finding: "may post but not read: a fresh installation gives the group Admins no right to view",
        remedies: Self.remediesOfView
      )
    }
  }

  /// What to do where the account may post but not read.
  package static let remediesOfView = [
    "Course certificates are posted all the same; program certificates and reading back need the right.",
    "Give the group Admins “Can view user credential” in the Django admin of Credentials.",
  ]

  /// The account's own learner record, usually an empty list. Posting does not hang on it.
  func read() async -> Result {
    let result = await asking(.read, HTTPCall(method: .get, path: "/records/api/v1/program_records/")) { answer in
      guard answer.status == 200, let programs = answer.body["enrolled_programs"]?.array else { return nil }
      return Result(step: .read, verdict: .good, finding: "program records: \(programs.count)", remedies: [])
    }
    guard result.verdict == .bad else { return result }
    return Result(step: .read, verdict: .warning, finding: result.finding, remedies: result.remedies)
  }

  /// Asks, and explains the answers that every step can get.
  private func asking(_ step: Step, _ call: HTTPCall, _ judge: (CredentialsAnswer) -> Result?) async -> Result {
    let answer: CredentialsAnswer
    do throws(CredentialsTransportError) { answer = try await service.answer(to: call) } catch {
      return bad(step, error.reason, Self.remedies(error.reason, .credentialsURL))
    }
    if let result = judge(answer) { return result }
    let finding = "\(answer.status) \(answer.message)"
    switch answer.status {
    case 401: return bad(step, finding, Self.causesOf401)
    case 403: return bad(step, finding, Self.causesOf403)
    case 429:
      return bad(
        step,
        finding,
        ["The account is throttled, so it is not staff: the token must carry administrator: true."]
      )
    case 500...:
      return bad(
        step,
        finding,
        ["The service, or what stands before it, failed over this: look at its log. Posts would be retried."]
      )
    default:
      return bad(step, finding, ["This is not an answer of the Credentials service's API; check credentials.url."])
    }
  }

  /// The service does not say which of them it is.
  static let causesOf401 = [
    "One of five causes, which the service does not tell apart:",
    "1. expired, or the clocks differ: compare this machine's clock with the service's;",
    "2. signature: the secret or key is not that of the service's JWT_AUTH (JWT_SECRET_KEY, JWT_PUBLIC_SIGNING_JWK_SET);",
    "3. audience: aud must be that of the service's first JWT issuer (JWT_AUDIENCE);",
    "4. issuer: iss must be spelled exactly as one of the service's JWT_ISSUERS;",
    "5. form: not a JWT, or without iat, exp or preferred_username, or of a version above 1.",
  ]

  static let causesOf403 = [
    "The token is good but its account may not post: the token must carry administrator: true,",
    "and the group Admins of Credentials must hold “Can add user credential” and “Can change user credential”.",
  ]
}
