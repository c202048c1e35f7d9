import Foundation
import Glibc

/// The start of a program as the leader of a new session on a terminal.
struct PseudoTerminalLaunch {
  let executable: String
  let arguments: [String]
  let environment: [String: String]
  let workingDirectory: String?
  let terminal: String

  /// `POSIX_SPAWN_SETSID`, which the Swift importer does not show.
  private static let newSession: Int32 = 0x80

  func start() throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that a session leader opens becomes its controlling one.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The test runner blocks and ignores signals; the program must start as a shell would start it.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = Self.newSession | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var process: pid_t = 0
    let error = Self.withCStrings(command) { arguments in
      Self.withCStrings(variables.map { "\($0)=\($1)" }) { variables in
        posix_spawn(&process, command[0], &actions, &attributes, arguments, variables)
      }
    }
    guard error == 0 else {
      throw PseudoTerminalFailure(description: "could not start \(executable): \(String(cString: strerror(error)))")
    }
    return process
  }

  /// A shell changes the folder, since the importer does not show the file action for it, and becomes the program.
  private var command: [String] {
    guard let workingDirectory else { return [executable] + arguments }
    return ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", workingDirectory, executable] + arguments
  }

  /// A fixed environment, so that a test does not depend on who runs it; coverage of the program is still collected.
  private var variables: [String: String] {
    let inherited = ProcessInfo.processInfo.environment
    var variables = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
    // A crash on a terminal would otherwise wait for somebody to press a key.
    variables["SWIFT_BACKTRACE"] = "interactive=no"
    for name in ["PATH", "HOME", "LLVM_PROFILE_FILE", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS"] {
      variables[name] = inherited[name]
    }
    return variables.merging(environment) { _, given in given }
  }

  private static func withCStrings<Result>(
    _ texts: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
