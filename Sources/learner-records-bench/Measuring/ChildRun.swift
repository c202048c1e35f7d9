import Foundation
import Synchronization

/// One run of another program: how long it took, how much memory it had at most, how it ended.
struct ChildRun {
  let seconds: Double
  /// How long the processor worked for it.
  let processorSeconds: Double
  let peakBytes: Int
  let status: Int32

  /// Runs a program with its output thrown away.
  ///
  /// - Parameter input: a file that it reads as standard input.
  init(_ path: String, _ arguments: [String], input: String = "/dev/null") throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let start = ContinuousClock.now
    let error = posix_spawnp(&process, path, &actions, nil, &words, environ)
    guard error == 0 else { throw BenchError("\(path) cannot be started: \(String(cString: strerror(error))).") }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw BenchError("\(path) was lost.") }
    }
    seconds = (ContinuousClock.now - start).inSeconds
    processorSeconds = usage.ru_utime.inSeconds + usage.ru_stime.inSeconds
    peakBytes = usage.ru_maxrss * 1024
    self.status = (status >> 8) & 0xFF
  }
}

extension ChildRun {
  /// Runs as many of a program at a time as there are cores, and measures one of them.
  static func sideBySide(_ path: String, _ arguments: [String]) throws -> ChildRun {
    let first = Mutex<Result<ChildRun, any Error>?>(nil)
    DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { number in
      let run = Result { try ChildRun(path, arguments) }
      if number == 0 { first.withLock { $0 = run } }
    }
    guard let run = first.withLock({ $0 }) else { throw BenchError("\(path) was not run.") }
    return try run.get()
  }
}

extension timeval {
  fileprivate var inSeconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
