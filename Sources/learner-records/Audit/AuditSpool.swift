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
    if let file {
      try spill()
      rewind(file)
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = fread(&piece, 1, piece.count, file)
        guard count > 0 else { break }
        try piece.withUnsafeBytes { try output.bytes(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      }
      guard ferror(file) == 0 else { throw Self.failure() }
    }
    try buffer.withUnsafeBytes { try output.bytes($0) }
    buffer.removeAll()
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
