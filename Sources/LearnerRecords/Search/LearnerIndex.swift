import OpenEdX

/// The names, addresses and LMS user ids of all learners of a deployment, in memory, for a search at every key.
///
/// A snapshot: its holder makes a new one when the databases have changed. A learner is some 60 to 90 bytes.
package struct LearnerIndex: Sendable {
  /// Who was found: enough to show and to open a record.
  package struct Entry: Sendable, Hashable {
    /// The LMS's spelling of the name, or Credentials' when the LMS does not know the learner.
    package let username: String
    /// The LMS's id; nil when the LMS does not know the learner.
    package let lmsUserID: Int64?

    /// Takes a learner's name and id.
    package init(username: String, lmsUserID: Int64?) {
      self.username = username
      self.lmsUserID = lmsUserID
    }
  }

  /// Ends a field and stands before the next one; no UTF-8 holds it.
  static let fieldEnd: UInt8 = 0xFF
  /// Begins the username as it is spelled, where its folded form is another; no UTF-8 holds it.
  static let spelling: UInt8 = 0xFD
  /// In place of an id, for learners that the LMS does not know.
  static let noID = Int64.min

  /// Learner after learner, by their usernames' code points: the fields in folded form, the username first, each with
  /// its end; then perhaps the username as it is spelled.
  let text: [UInt8]
  /// Where each learner begins in the text, and where the last one ends.
  let starts: [UInt32]
  /// LMS user ids.
  let ids: [Int64]
  /// Where usernames begin that are not the learner's first: those by which only Credentials knows them.
  let otherNames: [UInt32]
  /// How often each byte is in the text.
  let counts: [Int]
  /// How many learners have each byte.
  let holders: [Int]

  /// How many learners there are.
  package var count: Int { ids.count }

  /// Bytes that the index takes; room behind them that was never written to takes none.
  package var memory: Int {
    text.count + starts.count * MemoryLayout<UInt32>.stride + ids.count * MemoryLayout<Int64>.stride
      + otherNames.count * MemoryLayout<UInt32>.stride
  }

  /// The learner of a place in the order of names.
  package subscript(place: Int) -> Entry {
    let record = text[Int(starts[place])..<Int(starts[place + 1])]
    let username: ArraySlice<UInt8>
    if let spelling = record.firstIndex(of: Self.spelling) {
      username = record[(spelling + 1)...].dropLast()
    } else {
      username = record.prefix { $0 != Self.fieldEnd }
    }
    return Entry(
      username: String(decoding: username, as: UTF8.self),
      lmsUserID: ids[place] == Self.noID ? nil : ids[place]
    )
  }
}
