import Credentials
import OpenEdX

extension SiteCheck {
  /// A token without `administrator` is not sent at all: it would take the account out of the group Admins, and so stop
  /// the LMS's own posts, until the next good one (credentials-api.md 1).
  func token() async -> Result {
    let token: AccessToken
    do throws(TokenError) { token = try await service.tokens.token() } catch {
      return Result(
        step: .token,
        verdict: .bad,
        finding: error.reason,
        remedies: ["Check the lms.…, token.… or signing.… settings; learner-records config shows those in force."]
      )
    }
    guard let claims = TokenClaims(token.secret) else {
      return bad(.token, "the token is no JWT", ["Ask the LMS with token_type=jwt; an opaque token is not accepted."])
    }
    if !claims.missing.isEmpty {
      let names = claims.missing.joined(separator: ", ")
      return bad(
        .token,
        "the token lacks \(names)",
        ["The service answers 401 without each of them; have it made anew."]
      )
    }
    if let expires = claims.expires, expires <= clock() {
      return bad(.token, "the token expired at \(expires.apiText)", ["Get a new one, or check this machine's clock."])
    }
    guard claims.isAdministrator else {
      return bad(
        .token,
        "the token lacks administrator: true, so it was not sent: it would take the account's rights away",
        [
          "Make the account that the token speaks for staff in the LMS (\(shown(claims.username))).",
          "For a client of the LMS: its application must belong to that account and its tokens carry the user's claims.",
        ]
      )
    }
    let end = claims.expires.map { ", until \($0.apiText)" } ?? ""
    return Result(
      step: .token,
      verdict: .good,
      finding: "from \(service.tokens.origin), speaks for \(shown(claims.username))\(end)",
      remedies: []
    )
  }

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
        remedies: [
          "Course certificates are posted all the same; program certificates and reading back need the right.",
          "Give the group Admins “Can view user credential” in the Django admin of Credentials.",
        ]
      )
    }
  }

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
      return bad(step, error.reason, ["The site was reachable a moment ago; run doctor again."])
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

  private func bad(_ step: Step, _ finding: String, _ remedies: [String]) -> Result {
    Result(step: step, verdict: .bad, finding: finding, remedies: remedies)
  }

  private func shown(_ username: String?) -> String { ReadableLine.of(username ?? "nobody", limit: 80) }
}
