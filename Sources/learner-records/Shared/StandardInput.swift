import Foundation

/// Lines that come in.
enum StandardInput {
  /// The lines up to the end of the input, read on a thread of their own: waiting for a person must not take a thread
  /// from the concurrency pool.
  static var lines: AsyncStream<String> {
    AsyncStream { continuation in
      let thread = Thread {
        while let line = readLine() { continuation.yield(line) }
        continuation.finish()
      }
      thread.name = "input"
      thread.start()
    }
  }
}
