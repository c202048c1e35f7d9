import OpenEdX

/// Keeps a token, renews it before it expires, and lets all tasks that wait share one renewal.
package actor RenewingTokens: TokenSource {
  /// Where the tokens come from.
  package nonisolated let origin: String
  /// Each is renewed in time.
  package nonisolated let isRenewedHere = true
  /// What the operator should know before a token is sent for the first time.
  package nonisolated let notes: [String]
  private let fetch: @Sendable () async -> Result<AccessToken, TokenError>
  private let clock: @Sendable () -> UTCTime
  private var held: Held?
  private var renewal: Task<Result<AccessToken, TokenError>, Never>?

  /// Takes how a token is got; none is got yet.
  ///
  /// - Parameter clock: the present, by which a token is fresh.
  package init(
    origin: String,
    notes: [String] = [],
    clock: @escaping @Sendable () -> UTCTime = { .now },
    fetch: @escaping @Sendable () async -> Result<AccessToken, TokenError>
  ) {
    self.origin = origin
    self.notes = notes
    self.clock = clock
    self.fetch = fetch
  }

  /// A token with the time at which it was got.
  private struct Held {
    let token: AccessToken
    let since: UTCTime
  }

  /// The token held, or a new one when it expires within its margin.
  package func token() async throws(TokenError) -> AccessToken {
    if let held, isFresh(held) { return held.token }
    return try await renewed()
  }

  /// The token that another task has got meanwhile, or a new one.
  package func token(after refused: AccessToken) async throws(TokenError) -> AccessToken? {
    if let held, held.token.secret != refused.secret, isFresh(held) { return held.token }
    return try await renewed()
  }

  /// Seconds before its end at which a token is renewed: longer than one request takes, and never more than a quarter
  /// of its life, so that a short-lived one is not renewed for each request.
  static func margin(life: Double) -> Double { min(60, life / 4) }

  private func isFresh(_ held: Held) -> Bool {
    guard let expires = held.token.expires else { return true }
    let life = Double(expires.microseconds - held.since.microseconds) / 1_000_000
    return clock().adding(seconds: Self.margin(life: life)) < expires
  }

  private func renewed() async throws(TokenError) -> AccessToken {
    if let renewal { return try await renewal.value.get() }
    // A task of its own: when the task that started it is cancelled, the others still get their token.
    let task = Task { [fetch] in await fetch() }
    renewal = task
    let result = await task.value
    renewal = nil
    held = (try? result.get()).map { Held(token: $0, since: clock()) }
    return try result.get()
  }
}
