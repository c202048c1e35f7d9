/// What can be written down and read again, part after part.
package protocol KeptContent: Sendable {
  /// Reads what ``write(_:)`` has written; nil when the bytes are too few, damaged, or of another layout.
  ///
  /// - Parameters:
  ///   - size: how many bytes there are.
  ///   - fill: fills the memory that it is given with the bytes that come next, and says whether there were enough.
  init?(size: Int, reading fill: (UnsafeMutableRawBufferPointer) -> Bool)

  /// Writes it, in the byte order of this machine.
  ///
  /// - Throws: what `put` throws.
  func write(_ put: (UnsafeRawBufferPointer) throws -> Void) throws
}

extension LearnerIndex: KeptContent {}
extension AuditLedger: KeptContent {}

/// A sum of bytes that tells whether one of them has changed, eight at a time (FNV-1a's steps).
struct Checksum {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    let words = bytes.count / 8
    for place in 0..<words { add(bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self)) }
    for byte in bytes[(words * 8)...] { add(UInt64(byte)) }
  }

  private mutating func add(_ word: UInt64) {
    value = (value ^ word) &* 0x100_0000_01b3
    value ^= value >> 29
  }
}

extension Array where Element: BitwiseCopyable {
  /// Makes an array whose memory is filled by a closure, which says whether there was enough; nil where there was not.
  init?(count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Bool) {
    var isFilled = false
    let array = [Element](unsafeUninitializedCapacity: count) { memory, initialized in
      isFilled = fill(UnsafeMutableRawBufferPointer(memory))
      initialized = isFilled ? count : 0
    }
    guard isFilled else { return nil }
    self = array
  }
}
