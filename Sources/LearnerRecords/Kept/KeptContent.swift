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
