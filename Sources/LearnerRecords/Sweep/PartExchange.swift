import Foundation

/// The parts of a walk between the one thread that cuts them and takes what comes of them, in their order, and the
/// threads that work on them.
///
/// Memory is bounded: a few parts are under way, and a few pieces of each wait to be taken. The part whose turn it is never
/// waits for another one, so the walk always goes on.
final class PartExchange<Part: Sendable, Piece: Sendable>: @unchecked Sendable {
  // Every variable is touched with the condition locked, and by nobody else.
  private let condition = NSCondition()
  private var waiting: [(number: Int, part: Part)] = []
  private var progress: [Int: Progress] = [:]
  private var first = 0
  private var count = 0
  private var isComplete = false
  private var isStopped = false
  private var failure: (any Error)?
  private let partLimit: Int
  private static var pieceLimit: Int { 8 }

  private struct Progress {
    var pieces: [Piece] = []
    var end: Result<Void, any Error>?
  }

  /// What the thread that cuts and takes does next.
  enum Step {
    /// Take a piece.
    case take(Piece)
    /// Cut another part.
    case cut
    /// Nothing has come for a while; ask again.
    case wait
    /// All has been taken.
    case end
  }

  init(threads: Int) { partLimit = threads + 2 }

  /// What is to be done next; waits a moment where there is nothing.
  ///
  /// - Throws: what ended the part whose turn it is.
  func step() throws -> Step {
    condition.lock()
    defer { condition.unlock() }
    if let failure { throw failure }
    while let turn = progress[first] {
      if let piece = turn.pieces.first {
        progress[first]?.pieces.removeFirst()
        condition.broadcast()
        return .take(piece)
      }
      guard let end = turn.end else { break }
      progress[first] = nil
      first += 1
      try end.get()
    }
    if !isComplete, count - first < partLimit { return .cut }
    if isComplete, first == count { return .end }
    // The limit lets the caller see that its task was cancelled, of which nothing tells a thread.
    _ = condition.wait(until: Date(timeIntervalSinceNow: 0.05))
    return .wait
  }

  /// Adds a part; nil says that there are no more.
  func add(_ part: Part?) {
    condition.lock()
    defer { condition.unlock() }
    if let part {
      waiting.append((count, part))
      progress[count] = Progress()
      count += 1
    } else {
      isComplete = true
    }
    condition.broadcast()
  }

  /// Ends the walk before its end.
  ///
  /// - Parameter error: what a thread could not go on for; ``step()`` throws it.
  func stop(_ error: (any Error)? = nil) {
    condition.lock()
    isStopped = true
    failure = failure ?? error
    condition.broadcast()
    condition.unlock()
  }

  /// Works on one part after the other until there are no more.
  func work(_ body: (Part, _ give: (Piece) throws -> Void) throws -> Void) {
    while let (number, part) = next() {
      let result = Result { try body(part) { try give($0, of: number) } }
      condition.lock()
      progress[number]?.end = result
      condition.broadcast()
      condition.unlock()
    }
  }

  private func next() -> (Int, Part)? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty, !isComplete, !isStopped { condition.wait() }
    return waiting.isEmpty || isStopped ? nil : waiting.removeFirst()
  }

  private func give(_ piece: Piece, of number: Int) throws {
    condition.lock()
    defer { condition.unlock() }
    while !isStopped, (progress[number]?.pieces.count ?? 0) >= Self.pieceLimit { condition.wait() }
    if isStopped { throw CancellationError() }
    progress[number]?.pieces.append(piece)
    condition.broadcast()
  }
}
