/// Does what the model asks for and says what came of it.
///
/// The databases and the engine are behind it; a test puts its own in their place.
public protocol Performer: Sendable {
  /// Does one thing. Runs off the screen's thread.
  ///
  /// - Returns: what the model is to be told; nil when there is nothing to tell.
  func perform(_ effect: Effect) async -> ConsoleEvent?

  /// Looks at the engine, and whether a database was changed since the last look.
  func look() async -> (engine: EngineSnapshot, dataChanged: Bool)
}
