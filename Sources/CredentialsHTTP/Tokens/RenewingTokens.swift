import OpenEdX

/// Keeps a token, renews it before it expires, and lets all tasks that wait share one renewal.
package actor RenewingTokens: TokenSource {
  /// Where the tokens come from.
  package nonisolated let origin: String
  /// Each is renewed in time.
  package nonisolated let isRenewedHere = true
  private let fetch: @Sendable () async -> Result<AccessToken, TokenError>
  private let clock: @Sendable () -> UTCTime
  private var held: AccessToken?
  private var renewal: Task<Result<AccessToken, TokenError>, Never>?

  /// Takes how a token is got; none is got yet.
  ///
  /// - Parameter clock: the present, by which a token is fresh.
  package init(
    origin: String,
    clock: @escaping @Sendable () -> UTCTime = { .now },
    fetch: @escaping @Sendable () async -> Result<AccessToken, TokenError>
  ) {
    self.origin = origin
    self.clock = clock
    self.fetch = fetch
  }

  /// The token held, or a new one when it expires within `margin` seconds.
  package func token() async throws(TokenError) -> AccessToken {
    if let held, isFresh(held) { return held }
    return try await renewed()
  }

  /// The token that another task has got meanwhile, or a new one.
  package func token(after refused: AccessToken) async throws(TokenError) -> AccessToken? {
    if let held, held.secret != refused.secret, isFresh(held) { return held }
    return try await renewed()
  }

  /// Seconds before its end at which a token is renewed: longer than one request takes.
  static let margin = 60.0

  private func isFresh(_ token: AccessToken) -> Bool {
    token.expires.map { clock().adding(seconds: Self.margin) < $0 } ?? true
  }

  private func renewed() async throws(TokenError) -> AccessToken {
    if let renewal { return try await renewal.value.get() }
    // A task of its own: when the task that started it is cancelled, the others still get their token.
    let task = Task { [fetch] in await fetch() }
    renewal = task
    let result = await task.value
    renewal = nil
    held = try? result.get()
    return try result.get()
  }
}
