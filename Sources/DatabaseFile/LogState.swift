import Foundation

/// What lies in a write-ahead log, looked at before SQLite touches it.
enum LogState: Equatable {
  /// There is no such file.
  case absent
  /// There is nothing in it: no byte, or fewer than a header has.
  case empty
  /// Nothing can be read from it: there is a header without a frame behind it, or none that is valid.
  case withoutFrames
  /// There may be changes in it.
  case withFrames

  private static let headerSize = 32

  /// Looks at the log.
  ///
  /// SQLite keeps no locks on a log, so opening and closing it here takes none away.
  init(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      // One that may not be read is left to SQLite to report.
      self = errno == ENOENT ? .absent : .withFrames
      return
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size >= Self.headerSize else {
      self = .empty
      return
    }
    let header = [UInt8](unsafeUninitializedCapacity: Self.headerSize) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, Self.headerSize, 0))
    }
    self = status.st_size > Self.headerSize && Self.isValid(header) ? .withFrames : .withoutFrames
  }

  /// The same, after waiting a moment for a writer that has written the header and not yet a frame.
  static func settled(path: String) -> LogState {
    var state = LogState(path: path)
    for _ in 0..<20 where state == .withoutFrames {
      usleep(1000)
      state = LogState(path: path)
    }
    return state
  }

  /// As <https://www.sqlite.org/fileformat2.html#walformat> has it: magic number, version, checksum of the first 24
  /// bytes. SQLite reads nothing behind a header that is not so.
  private static func isValid(_ header: [UInt8]) -> Bool {
    guard header.count == headerSize else { return false }
    func word(_ place: Int, bigEndian: Bool) -> UInt32 {
      let bytes = header[place..<place + 4]
      return (bigEndian ? Array(bytes) : bytes.reversed()).reduce(0) { $0 << 8 | UInt32($1) }
    }
    let magic = word(0, bigEndian: true)
    guard magic & ~1 == 0x377f_0682, word(4, bigEndian: true) == 3_007_000 else { return false }
    var (first, second) = (UInt32(0), UInt32(0))
    for place in stride(from: 0, to: 24, by: 8) {
      first = first &+ word(place, bigEndian: magic & 1 == 1) &+ second
      second = second &+ word(place + 4, bigEndian: magic & 1 == 1) &+ first
    }
    return first == word(24, bigEndian: true) && second == word(28, bigEndian: true)
  }
}
