import Foundation

/// Memory that was used and is not any more.
enum FreedMemory {
  private typealias Trim = @convention(c) (_ kept: Int) -> Int32

  /// The C library's `malloc_trim`, which has no declaration in Swift; nil in a library without it.
  private static let trim: Trim? = dlsym(nil, "malloc_trim").map {
    // glibc declares it as `int malloc_trim (size_t)`, and no other library uses the name for anything else.
    unsafeBitCast($0, to: Trim.self)
  }

  /// Gives it back to the system. Else the C library keeps it for the same threads, and what a long read needed for a while
  /// would stay with the process, beside what the next one needs.
  static func giveBack() { _ = trim?(0) }
}
