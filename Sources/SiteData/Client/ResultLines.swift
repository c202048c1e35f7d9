#if canImport(Glibc)
import Glibc
#endif

/// The lines of the client program's output, which comes in pieces that end anywhere.
struct ResultLines: Sendable {
  private var bytes: [UInt8] = []
  private var begin = 0
  /// What stands before this holds no end of a line.
  private var searched = 0

  /// Whether all that came has been given out: at the end of the output something else is a line that was cut off.
  var isEmpty: Bool { begin == bytes.count }

  /// Takes the next piece.
  mutating func append(_ piece: UnsafeRawBufferPointer) {
    if begin == bytes.count {
      bytes.removeAll(keepingCapacity: true)
    } else if begin > 0 {
      bytes.removeFirst(begin)
    }
    searched -= min(searched, begin)
    searched = min(searched, bytes.count)
    begin = 0
    bytes.append(contentsOf: piece)
  }

  /// Hands the next whole line to a closure, without its LF; nil when none is there yet.
  mutating func next<Value>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Value) rethrows -> Value? {
    let found = bytes.withUnsafeBufferPointer { all -> Int? in
      guard searched < all.count, let base = all.baseAddress else { return nil }
      guard let end = memchr(base + searched, 0x0A, all.count - searched) else { return nil }
      return UnsafeRawPointer(end) - UnsafeRawPointer(base)
    }
    guard let end = found else {
      searched = bytes.count
      return nil
    }
    defer {
      begin = end + 1
      searched = begin
    }
    return try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[begin..<end])) }
  }
}
