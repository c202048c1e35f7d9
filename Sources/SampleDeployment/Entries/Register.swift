/// The names that one kind of entry brings in, for the entries that refer to them.
///
/// Names are compared byte by byte, as everywhere in Open edX outside of a database's collation.
struct Register {
  private let kind: String
  private let file: String
  private var places: [[UInt8]: EntryPlace] = [:]

  /// Takes what the names stand for and where they are brought in, for messages.
  init(_ kind: String, in file: String) {
    self.kind = kind
    self.file = file
  }

  /// Brings in a name.
  ///
  /// - Throws: `SampleError` when an earlier entry has it.
  mutating func add<Entry>(_ name: String, by entry: Placed<Entry>) throws(SampleError) {
    if let first = places.updateValue(entry.place, forKey: Array(name.utf8)) {
      throw entry.error(
        .duplicate,
        "the \(kind) “\(name)” is there already, on \(first)",
        remedy: "Remove or rename one of the two."
      )
    }
  }

  /// Makes sure that a name which an entry uses is there.
  ///
  /// - Throws: `SampleError` when it is not.
  func require<Entry>(_ name: String, by entry: Placed<Entry>) throws(SampleError) {
    guard places[Array(name.utf8)] == nil else { return }
    throw entry.error(
      .unknownReference,
      "it names the \(kind) “\(name)”, which \(file) does not hold",
      remedy: "Correct the name, or add it there."
    )
  }
}
