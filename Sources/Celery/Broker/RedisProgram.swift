import Glibc
import OpenEdX
import Subprocess
import SystemPackage

/// The `redis-cli` program, and how it reaches the LMS's broker.
///
/// Nothing is linked: what the operator's own program can reach, this can, through `docker exec`, `kubectl exec` and `ssh`
/// as well. Each command is a run of its own, so that nothing is left between two of them.
package struct RedisProgram: Sendable, Hashable {
  /// How it is started.
  package enum Way: Sendable, Hashable {
    /// A program of this machine connects to an address.
    case address(BrokerAddress)
    /// The words of a command that ends in `redis-cli` and its options; it reads its input.
    case command([String])
  }

  /// How it is started.
  package let way: Way
  /// Seconds that a command may take.
  package var seconds = 20

  /// Takes the way; nothing is started yet.
  package init(_ way: Way) { self.way = way }

  /// The broker in words, without a secret: a command's options can hold one.
  package var place: String {
    switch way {
    case .address(let address): "\(address)"
    case .command(let words): "“\(words.first ?? "") …”"
    }
  }

  /// Sends one command.
  ///
  /// - Returns: the number that it answers.
  /// - Throws: ``BrokerError``. A push that was not answered may have been made.
  func run(_ command: RedisCommand) async throws(BrokerError) -> Int {
    let (executable, arguments, input, secret) = start(command)
    guard !executable.isEmpty else { throw BrokerError(place, "the command is empty") }
    // A program that has ended would else end this one when it is written to.
    _ = signal(SIGPIPE, SIG_IGN)
    var environment: Environment = .inherit
    if let secret { environment = environment.updating(["REDISCLI_AUTH": secret.revealed]) }
    var options = PlatformOptions()
    // Ctrl-C on the terminal does not reach it, and it can ask for nothing there.
    options.createSession = true
    let (given, variables) = (options, environment)
    let outcome: (output: String, said: String)?
    do {
      outcome = try await within(.seconds(seconds)) {
        let result = try await Subprocess.run(
          executable.contains("/") ? .path(FilePath(executable)) : .name(executable),
          arguments: Arguments(arguments),
          environment: variables,
          platformOptions: given,
          input: .inputWriter,
          output: .string(limit: 65_536),
          error: .string(limit: 65_536)
        ) { execution in
          // A program that ends before it has read is told by what it said. (`.string` as input ends this process then.)
          _ = try? await execution.standardInputWriter.write(Array(input.utf8))
        }
        return (result.standardOutput, result.standardError)
      }
    } catch {
      if Task.isCancelled { throw BrokerError(place, "redis-cli was ended", mayPass: true) }
      throw BrokerError(place, "redis-cli cannot be run: \(error)", remedy: "Install it (Debian: redis-tools)")
    }
    guard let outcome else {
      throw BrokerError(place, "redis-cli had no answer within \(seconds) s", mayPass: true)
    }
    return try number(outcome.output, outcome.said)
  }

  private func start(
    _ command: RedisCommand
  ) -> (executable: String, arguments: [String], input: String, secret: Secret?) {
    switch way {
    case .address(let address):
      ("redis-cli", address.options + command.arguments, command.input, address.password)
    case .command(let words): (words.first ?? "", Array(words.dropFirst()), command.line, nil)
    }
  }

  /// The number is the one line; a warning beside it is a trouble of the connection, such as a database that is not there.
  private func number(_ output: String, _ said: String) throws(BrokerError) -> Int {
    let lines = output.split(whereSeparator: \.isNewline)
    let shown = lines.first.map { $0.hasPrefix("(integer) ") ? $0.dropFirst("(integer) ".count) : $0[...] }
    let isTrouble = said.contains("failed") || said.contains("Error")
    guard lines.count == 1, let number = shown.flatMap({ Int($0) }), number >= 0, !isTrouble else {
      throw BrokerError(place, reply: output, said: said)
    }
    return number
  }

  /// Runs a closure that is cancelled when its time is over; nil then.
  private func within<Value: Sendable>(
    _ time: Duration,
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value? {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: time)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }
}
