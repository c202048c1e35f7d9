import Console

/// Carries out what the model asks for and says what came of it; the session's own effects are not among it.
///
/// The databases and the engine are behind it; a test puts its own in their place.
package protocol EffectHandler: Sendable {
  /// Does one thing. Runs off the screen's thread, and ends early when its task is cancelled.
  ///
  /// - Parameter tell: is told what is known before the end: parts of a list, and how far a long read has come.
  /// - Returns: what the model is to be told at the end; nil when there is nothing to tell.
  func perform(_ effect: Effect, tell: @escaping @Sendable (ConsoleEvent) -> Void) async -> ConsoleEvent?

  /// Looks at the engine, and whether a database was changed since the last look.
  func look() async -> (engine: EngineSnapshot, dataChanged: Bool)
}
