import Foundation

/// Lines kept for later: the programs' rows, which are found in the same walk as the runs' and printed after them.
///
/// Beyond a few megabytes they go to a file without a name, so that memory does not grow with the rows.
final class AuditSpool {
  private var buffer: [UInt8] = []
  private var file: UnsafeMutablePointer<FILE>?
  private static let limit = 4 << 20

  func line(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.limit { try spill() }
  }

  /// Writes everything to the output; nothing can be added afterwards.
  func copy(to output: AuditOutput) throws {
    var rest: [UInt8] = []
    if let file {
      try spill()
      rewind(file)
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = fread(&piece, 1, piece.count, file)
        guard count > 0 else { break }
        rest = try Self.copyLines(rest + piece[..<count], to: output)
      }
      guard ferror(file) == 0 else { throw Self.failure() }
    }
    _ = try Self.copyLines(rest + buffer, to: output)
    buffer.removeAll()
  }

  /// Writes the lines that are whole, and gives what is left.
  private static func copyLines(_ bytes: [UInt8], to output: AuditOutput) throws -> [UInt8] {
    var left = bytes[...]
    while let end = left.firstIndex(of: UInt8(ascii: "\n")) {
      try output.line(String(decoding: left[..<end], as: UTF8.self))
      left = left[(end + 1)...]
    }
    return Array(left)
  }

  private func spill() throws {
    if file == nil { file = tmpfile() }
    guard let file, fwrite(buffer, 1, buffer.count, file) == buffer.count else { throw Self.failure() }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func failure() -> Failure {
    Failure("The rows of programs cannot be kept in a temporary file: \(String(cString: strerror(errno))).")
  }

  deinit {
    if let file { fclose(file) }
  }
}
