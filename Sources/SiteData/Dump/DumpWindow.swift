#if canImport(Glibc)
import Glibc
#endif

/// The part of a dump that is looked at: bytes that have come and are not dealt with yet.
///
/// It grows with what cannot be dealt with in parts, and moves that to its front when more comes.
struct DumpWindow: ~Copyable {
  /// Where the memory begins; what is left lies in `start..<end` of it.
  private(set) var base: UnsafeMutablePointer<UInt8>
  /// The first byte that is not dealt with.
  var start = 0
  /// Behind the last byte.
  private(set) var end = 0
  private var capacity: Int
  /// The bytes and line breaks before `base`.
  private var bytesBefore = 0
  private var linesBefore = 0

  init(capacity: Int = 512 << 10) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// How many bytes are left.
  var count: Int { end - start }

  /// Takes more bytes; pointers into the window are no longer valid.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    if start > 0 {
      linesBefore += Self.lines(base, start)
      bytesBefore += start
      base.update(from: base + start, count: count)
      end -= start
      start = 0
    }
    if end + bytes.count > capacity {
      capacity = max(capacity * 2, end + bytes.count)
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
      larger.update(from: base, count: end)
      base.deallocate()
      base = larger
    }
    memcpy(base + end, source, bytes.count)
    end += bytes.count
  }

  /// `line 12, byte 3456`: both from 1, of a place in the memory.
  func position(_ index: Int) -> String {
    "line \(linesBefore + Self.lines(base, index) + 1), byte \(bytesBefore + index + 1)"
  }

  /// Whether nothing before the place has been seen.
  func isBeginning(_ index: Int) -> Bool { bytesBefore + index == 0 }

  private static func lines(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var lines = 0
    for index in 0..<count where base[index] == UInt8(ascii: "\n") { lines &+= 1 }
    return lines
  }
}
