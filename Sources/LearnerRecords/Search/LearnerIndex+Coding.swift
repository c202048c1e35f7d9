import OpenEdX

extension LearnerIndex {
  /// What an index in a file begins with; another layout gets another number.
  private static let magic: UInt64 = 0x3230_5845_444E_524C
  /// The magic, how long each of the first four parts is, and a checksum of them.
  private static let headWords = 6
  private static let countWords = 256
  /// No index that is read again is larger.
  private static let mostBytes = 2 << 30

  /// Writes the index for ``init(size:reading:)``, in the byte order of this machine, part after part.
  ///
  /// - Throws: what `put` throws.
  package func write(_ put: (UnsafeRawBufferPointer) throws -> Void) throws {
    var sum = Checksum()
    try visitParts { sum.add($0) }
    let head = [
      Self.magic, UInt64(text.count), UInt64(starts.count), UInt64(ids.count), UInt64(otherNames.count), sum.value,
    ]
    try head.withUnsafeBytes(put)
    try visitParts(put)
  }

  private func visitParts(_ visit: (UnsafeRawBufferPointer) throws -> Void) throws {
    try text.withUnsafeBytes(visit)
    try starts.withUnsafeBytes(visit)
    try ids.withUnsafeBytes(visit)
    try otherNames.withUnsafeBytes(visit)
    try counts.withUnsafeBytes(visit)
    try holders.withUnsafeBytes(visit)
  }

  /// Reads an index that ``write(_:)`` has written; nil when the bytes are too few, damaged, or of another layout.
  ///
  /// - Parameters:
  ///   - size: how many bytes there are.
  ///   - fill: fills the memory that it is given with the bytes that come next, and says whether there were enough.
  package init?(size: Int, reading fill: (UnsafeMutableRawBufferPointer) -> Bool) {
    guard (0...Self.mostBytes).contains(size), let head: [UInt64] = Array(count: Self.headWords, filledBy: fill),
      head[0] == Self.magic,
      head[1...4].allSatisfy({ $0 <= UInt64(size) }), Self.size(head) == size,
      let text: [UInt8] = Array(count: Int(head[1]), filledBy: fill),
      let starts: [UInt32] = Array(count: Int(head[2]), filledBy: fill),
      let ids: [Int64] = Array(count: Int(head[3]), filledBy: fill),
      let otherNames: [UInt32] = Array(count: Int(head[4]), filledBy: fill),
      let counts: [Int] = Array(count: Self.countWords, filledBy: fill),
      let holders: [Int] = Array(count: Self.countWords, filledBy: fill)
    else { return nil }
    self.init(text: text, starts: starts, ids: ids, otherNames: otherNames, counts: counts, holders: holders)
    var sum = Checksum()
    guard (try? visitParts { sum.add($0) }) != nil, sum.value == head[5], isWhole else { return nil }
  }

  private static func size(_ head: [UInt64]) -> Int {
    (headWords + 2 * countWords) * 8 + Int(head[1]) + Int(head[2]) * 4 + Int(head[3]) * 8 + Int(head[4]) * 4
  }

  /// Whether every place that a search goes to is there. A right checksum does not say so.
  private var isWhole: Bool {
    !starts.isEmpty && starts.count == ids.count + 1 && starts[0] == 0 && Int(starts[ids.count]) == text.count
      && zip(starts, starts.dropFirst()).allSatisfy {
        $0 < $1 && $1 <= text.count && text[Int($1) - 1] == Self.fieldEnd
      }
      && otherNames.allSatisfy { Int($0) < text.count }
      && counts.allSatisfy { (0...text.count).contains($0) } && counts.reduce(0, +) == text.count
      && zip(holders, counts).allSatisfy { (0...min($1, count)).contains($0) }
  }
}
