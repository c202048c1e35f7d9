import Subprocess

/// A session with the server, through the client program's standard input and output.
///
/// Behind each statement goes a second one that gives back a word made for it. What stands before the word is the
/// result; without the word the result was cut off, and the program ends at the first error, so nothing is taken for
/// whole that is not.
package actor ClientSession {
  /// What is known of the server; set when the session has begun.
  package private(set) var server = ServerFacts()

  private let input: StandardInputWriter
  private var output: SubprocessOutputSequence.Iterator
  private let watchdog: Watchdog
  /// The server ends a statement before these seconds, where it can.
  private let patience: Int
  private var lines = ResultLines()
  private var doing = "signing in"
  private var connection: String?

  /// At this many bytes a batch is handed on.
  private static let batchSize = 1 << 20

  init(
    _ input: StandardInputWriter,
    _ output: SubprocessOutputSequence,
    watchdog: Watchdog,
    patience: Int
  ) {
    self.input = input
    self.output = output.makeAsyncIterator()
    self.watchdog = watchdog
    self.patience = patience
  }

  /// Says what the next statements are for, in words for an error: `reading auth_user`.
  package func begin(_ doing: String) { self.doing = doing }

  /// Runs a statement that gives no rows.
  ///
  /// - Throws: `ClientError` when it gives some all the same; see ``select(_:_:)``.
  package func run(_ sql: String) async throws {
    let batch = try await rows(sql, nullable: [false], isQuery: false) { _ in }
    guard batch == 0 else { throw failure(.garbled("rows where none were asked for")) }
  }

  /// Reads the rows of a query and hands them on in batches. While a batch is worked on, nothing more is read.
  ///
  /// - Returns: how many rows there were.
  /// - Throws: `ClientError` for a row that is none, for a result that was cut off, and for a number of rows other than the
  ///   server's own.
  @discardableResult
  package func select(
    _ selection: Selection,
    _ take: @Sendable (RowBatch) async throws -> Void
  ) async throws -> Int {
    try await rows(selection.sql, nullable: selection.nullable, isQuery: true, take)
  }

  /// The rows of a query that gives few.
  package func all(_ selection: Selection) async throws -> RowBatch {
    let kept = KeptRows()
    let count = try await rows(selection.sql, nullable: selection.nullable, isQuery: true) { kept.set($0) }
    let batch = kept.batch ?? RowBatch(width: selection.columns.count)
    guard batch.count == count else { throw failure(.garbled("more rows than were expected")) }
    return batch
  }

  /// The rows of a statement that is no SELECT, e.g. SHOW; none of their values may be NULL.
  package func show(_ sql: String, width: Int) async throws -> RowBatch {
    let kept = KeptRows()
    _ = try await rows(sql, nullable: Array(repeating: false, count: width), isQuery: false) { kept.set($0) }
    return kept.batch ?? RowBatch(width: width)
  }

  /// Ends the program's input, whereupon it ends.
  func end() async throws { try await input.finish() }

  private func rows(
    _ sql: String,
    nullable: [Bool],
    isQuery: Bool,
    _ take: @Sendable (RowBatch) async throws -> Void
  ) async throws -> Int {
    let word = Sentinel()
    try await send("\(sql);\n\(word.statement)\n")
    var batch = RowBatch(width: nullable.count)
    var total = 0
    while true {
      let event = try lines.next { line -> Event in
        if let facts = try word.read(line) { return .end(facts) }
        guard batch.append(line, nullable: nullable) else { return .noise(Self.shown(line)) }
        return .row
      }
      switch event {
      case .row?:
        guard batch.size >= Self.batchSize || batch.count >= 20_000 else { continue }
        total += batch.count
        try await take(batch)
        batch = RowBatch(width: nullable.count)
      case .noise(let line)?: throw failure(line.hasSuffix("\r") ? .terminal : .noise(line))
      case .end(let facts)?:
        total += batch.count
        if batch.count > 0 { try await take(batch) }
        try check(facts, rows: isQuery ? total : nil)
        return total
      case nil:
        guard try await receive() else { throw StreamEnd(doing: doing) }
      }
    }
  }

  private enum Event {
    case row
    case noise(String)
    case end(Sentinel.Facts)
  }

  private func check(_ facts: Sentinel.Facts, rows: Int?) throws {
    if facts.isOnTerminal { throw failure(.terminal) }
    guard facts.errors == 0 else { throw failure(.passedOver) }
    if let rows, facts.rows != rows { throw failure(.garbled("\(rows) rows came of \(facts.rows)")) }
    if let connection, connection != facts.connection {
      throw failure(.reported(2006, "the connection is another one"))
    }
    connection = facts.connection
  }

  /// The session's number at the server.
  package var connectionID: Int? { connection.flatMap { Int($0) } }

  func learn(_ facts: ServerFacts) { server = facts }

  func failure(_ cause: ClientError.Cause) -> ClientError {
    var error = ClientError(cause)
    error.doing = doing
    return error
  }

  private func send(_ text: String) async throws {
    let bytes = Array(text.utf8)
    watchdog.wait(patience)
    defer { watchdog.rest() }
    let count: Int
    do { count = try await input.write(bytes) } catch {
      try Task.checkCancellation()
      throw StreamEnd(doing: doing)
    }
    guard count == bytes.count else { throw StreamEnd(doing: doing) }
  }

  /// Reads the next piece; false at the end of the output.
  private func receive() async throws -> Bool {
    try Task.checkCancellation()
    watchdog.wait(patience)
    defer { watchdog.rest() }
    var iterator = output
    let piece: SubprocessOutputSequence.Buffer?
    do { piece = try await iterator.next(isolation: self) } catch {
      try Task.checkCancellation()
      throw StreamEnd(doing: doing)
    }
    output = iterator
    try Task.checkCancellation()
    guard let piece else { return false }
    piece.withUnsafeBytes { lines.append($0) }
    return true
  }

  private static func shown(_ line: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: line.prefix(120), as: UTF8.self)
  }
}
