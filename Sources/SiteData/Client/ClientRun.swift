import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// One run of the client program, from its start to its end.
struct ClientRun {
  let program: ClientProgram
  let executable: String
  let arguments: [String]

  init(_ program: ClientProgram, _ executable: String, _ arguments: [String]) {
    self.program = program
    self.executable = executable
    self.arguments = arguments
  }

  /// Starts the program, signs in, runs the closure and ends the program.
  ///
  /// - Throws: `ClientError`; else what the closure throws; `CancellationError` when the task was cancelled.
  func session<Value: Sendable>(_ body: @Sendable (ClientSession) async throws -> Value) async throws -> Value {
    // A program that has ended would else end this one at the next statement.
    _ = signal(SIGPIPE, SIG_IGN)
    let said = SaidText()
    let session = SessionEnd<Value>()
    let watchdog = Watchdog()
    let status: TerminationStatus
    do {
      status = try await run(
        executable.contains("/") ? .path(FilePath(executable)) : .name(executable),
        arguments: Arguments(arguments),
        platformOptions: options,
        input: .inputWriter,
        output: .sequence,
        error: .sequence
      ) { execution in
        async let drained: Void = said.read(execution.standardError)
        let guarding = Task { await watchdog.guardSession { try? execution.send(signal: .kill, toProcessGroup: true) } }
        defer { guarding.cancel() }
        do {
          let client = ClientSession(
            execution.standardInputWriter,
            execution.standardOutput,
            watchdog: watchdog,
            patience: program.statementSeconds + program.quietSeconds
          )
          try await client.signIn(program)
          session.set(.success(try await body(client)))
          try await client.end()
        } catch {
          session.set(.failure(error))
          // What it still has to say comes before its end; one that goes on is ended.
          if !(error is StreamEnd) { await execution.teardown(using: options.teardownSequence) }
        }
        await drained
      }.terminationStatus
    } catch {
      try Task.checkCancellation()
      throw ClientError(.notStarted("\(error)"))
    }
    return try outcome(session.result, said: said.text, status: status, watchdog: watchdog)
  }

  /// A session of its own, so that Ctrl-C on the terminal does not reach the program, and so that what it starts cannot
  /// ask for a password there for ever.
  private var options: PlatformOptions {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500))
    ]
    return options
  }

  private func outcome<Value>(
    _ result: Result<Value, any Error>?,
    said: String,
    status: TerminationStatus,
    watchdog: Watchdog
  ) throws -> Value {
    if case .success(let value)? = result { return value }
    try Task.checkCancellation()
    if let seconds = watchdog.bitAfter { throw ClientError(.silent(seconds)) }
    guard case .failure(let error)? = result else { throw ClientError(said: said, status: words(status)) }
    guard let end = error as? StreamEnd else { throw error }
    var told = ClientError(said: said, status: words(status))
    told.doing = end.doing
    throw told
  }

  private func words(_ status: TerminationStatus) -> String {
    switch status {
    case .exited(let code): "exit status \(code)"
    case .signaled(let signal): "signal \(signal)"
    }
  }
}

/// The output ended before the result did; the reason stands in what the program said.
struct StreamEnd: Error {
  let doing: String
}

/// What came of a session.
private final class SessionEnd<Value: Sendable>: Sendable {
  private let value = Mutex<Result<Value, any Error>?>(nil)

  var result: Result<Value, any Error>? { value.withLock { $0 } }

  func set(_ result: Result<Value, any Error>) { value.withLock { $0 = result } }
}

/// The end of what the program wrote to its standard error, which is read all the time: a full pipe would stop it.
private final class SaidText: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  private static let limit = 16_384

  var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

  func read(_ sequence: SubprocessOutputSequence) async {
    do {
      for try await piece in sequence {
        piece.withUnsafeBytes { new in
          bytes.withLock { bytes in
            bytes.append(contentsOf: new)
            if bytes.count > Self.limit { bytes.removeFirst(bytes.count - Self.limit) }
          }
        }
      }
    } catch {
      // The program has ended; what it said until then is there.
    }
  }
}
