import OpenEdX

/// Packs learners, given by their usernames' code points, into an index.
struct LearnerIndexBuilder {
  /// What is found of a learner.
  struct Fields {
    /// Username, then other usernames.
    var usernames: [String]
    /// Addresses and full names; empty ones are left out.
    var others: [String]
  }

  private var text: [UInt8] = []
  private var starts: [UInt32] = [0]
  private var ids: [Int64] = []
  private var otherNames: [UInt32] = []

  /// Bytes that most learners take at most.
  private static let usualLearner = 80

  /// Makes room for about so many learners: an array that grows holds its bytes twice while it does.
  init(learners: Int = 0) {
    text.reserveCapacity(learners * Self.usualLearner)
    starts.reserveCapacity(learners + 1)
    ids.reserveCapacity(learners)
  }

  /// Adds the learner that follows.
  ///
  /// - Throws: `LearnerIndexTooLarge`.
  mutating func add(_ fields: Fields, lmsUserID: Int64?) throws {
    var known: [ArraySlice<UInt8>] = []
    for (place, name) in fields.usernames.enumerated() {
      let folded = FoldedText(name).bytes
      guard !known.contains(folded[...]) else { continue }
      if place > 0 { otherNames.append(try offset) }
      append(folded)
      known.append(folded[...])
    }
    for field in fields.others {
      let folded = FoldedText(field).bytes
      guard !folded.isEmpty, !known.contains(folded[...]) else { continue }
      append(folded)
      known.append(folded[...])
    }
    if let username = fields.usernames.first, !known[0].elementsEqual(username.utf8) {
      text.append(LearnerIndex.spelling)
      append(Array(username.utf8))
    }
    ids.append(lmsUserID ?? LearnerIndex.noID)
    starts.append(try offset)
  }

  /// The index. Room that is left at the end of an array was never written to and takes no memory, while a copy without
  /// it would take all of it twice.
  consuming func index() -> LearnerIndex {
    var (counts, holders) = ([Int](repeating: 0, count: 256), [Int](repeating: 0, count: 256))
    var last = [Int](repeating: -1, count: 256)
    for place in ids.indices {
      for byte in text[Int(starts[place])..<Int(starts[place + 1])].lazy.map(Int.init) {
        counts[byte] += 1
        guard last[byte] != place else { continue }
        last[byte] = place
        holders[byte] += 1
      }
    }
    return LearnerIndex(
      text: text,
      starts: starts,
      ids: ids,
      otherNames: otherNames,
      counts: counts,
      holders: holders
    )
  }

  private mutating func append(_ bytes: [UInt8]) {
    text.append(contentsOf: bytes)
    text.append(LearnerIndex.fieldEnd)
  }

  private var offset: UInt32 {
    get throws {
      guard let offset = UInt32(exactly: text.count) else { throw LearnerIndexTooLarge() }
      return offset
    }
  }
}

/// The learners' names and addresses are more than an index can hold.
package struct LearnerIndexTooLarge: Error, CustomStringConvertible {
  /// What is wrong, why, and what to do.
  package var description: String {
    "The learners' names and addresses cannot be searched: they are more than 4 GB. Look for names that are too long."
  }
}
