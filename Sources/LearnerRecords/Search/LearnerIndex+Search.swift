import Foundation
import OpenEdX

extension LearnerIndex {
  /// What a search found.
  package struct Found: Sendable, Hashable {
    /// The first learners.
    package let learners: [Entry]
    /// How many there are in all.
    package let total: Int
  }

  /// The learners whose username, address, name or LMS user id fits the text, in either database.
  ///
  /// Names and addresses fit anywhere in them, without regard to case and accents; the id fits as a whole. Of several
  /// words each has to fit anywhere, in any order. First come those whose username or id is the text, then those of whom
  /// a field begins with it, then the others, each by username's code points. The empty text fits everybody.
  ///
  /// - Parameter limit: how many learners at most; they are counted beyond it.
  package func search(_ text: String, limit: Int) -> Found {
    let sought = FoldedText(text).bytes
    let words = SoughtWords(sought, in: self.text, counts: counts)
    guard !words.isEmpty else {
      return Found(learners: (0..<min(max(limit, 0), count)).map { self[$0] }, total: count)
    }
    var finds = Finds(limit: limit)
    for place in places(named: sought) { finds.exact.append(place) }
    if let place = Int64(text).flatMap(place(ofID:)) {
      finds.exact.append(place)
      if !fits(place, words) { finds.total += 1 }
    }
    // Nearly everybody has each letter, so it is told how many have it, and not counted.
    let holders = words.others.isEmpty && words.text.count == 1 ? holders[Int(words.text[0])] : nil
    visitFits(words, &finds, known: holders)
    return Found(learners: finds.first.map { self[$0] }, total: finds.total)
  }

  /// Places of learners by how well they fit.
  private struct Finds {
    let limit: Int
    var total = 0
    /// In any order, perhaps twice.
    var exact: [Int] = []
    var beginning: [Int] = []
    var others: [Int] = []

    /// The best ones, up to the limit.
    var first: [Int] {
      let exact = Set(exact)
      let rest = (beginning + others).filter { !exact.contains($0) }
      return Array((exact.sorted() + rest).prefix(max(limit, 0)))
    }
  }

  /// Counts all learners that fit, and notes the first of each kind: as many as may be shown, and as many as may have
  /// been noted as exact besides.
  ///
  /// - Parameter known: how many fit, where that is known: then it ends when enough of each kind are noted.
  private func visitFits(_ words: SoughtWords, _ finds: inout Finds, known: Int?) {
    let before = finds.total
    defer { if let known { finds.total = before + known } }
    let search = words.rarest
    let sought = words.text
    let (enough, tooMany) = max(finds.limit, 0).addingReportingOverflow(finds.exact.count)
    let wanted = tooMany ? Int.max : enough
    text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      // Several words are found by one of them, which need not be the first.
      let begins = { (start: Int, found: Int, end: Int) in
        Self.begins(base, start, words.others.isEmpty ? found : start, end, with: sought)
      }
      var place = 0
      var from = 0
      while let found = search.first(in: text, from: from, to: text.count) {
        if known != nil, finds.beginning.count >= wanted, finds.others.count >= wanted { break }
        while Int(starts[place + 1]) <= found { place += 1 }
        let start = Int(starts[place])
        let end = Int(starts[place + 1])
        from = end
        guard words.others.allSatisfy({ $0.first(in: text, from: start, to: end) != nil }) else { continue }
        finds.total += 1
        // A learner whose kind has been noted often enough is only counted.
        if finds.beginning.count < wanted {
          if begins(start, found, end) {
            finds.beginning.append(place)
          } else if finds.others.count < wanted {
            finds.others.append(place)
          }
        } else if finds.others.count < wanted, !begins(start, found, end) {
          finds.others.append(place)
        }
      }
    }
  }

  /// Whether a field of the learner begins with the text, which has first been found at some place of theirs.
  private static func begins(
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ found: Int,
    _ end: Int,
    with sought: [UInt8]
  ) -> Bool {
    if found + sought.count <= end, found == start || base[found - 1] == fieldEnd,
      memcmp(base + found, sought, sought.count) == 0
    {
      return true
    }
    var from = found
    while let fieldEnd = ByteSearch.place(of: fieldEnd, base, from, end) {
      let next = fieldEnd + 1
      if end - next > sought.count, base[next] == sought[0] {
        var length = 1
        while length < sought.count, base[next + length] == sought[length] { length += 1 }
        if length == sought.count { return true }
      }
      from = next
    }
    return false
  }

  private func fits(_ place: Int, _ words: SoughtWords) -> Bool {
    text.withUnsafeBufferPointer { text in
      ([words.rarest] + words.others).allSatisfy {
        $0.first(in: text, from: Int(starts[place]), to: Int(starts[place + 1])) != nil
      }
    }
  }

  private func place(ofID id: Int64) -> Int? { id == Self.noID ? nil : ids.firstIndex(of: id) }

  /// The learners with a username that is the text when folded.
  private func places(named sought: [UInt8]) -> [Int] {
    let field = sought + [Self.fieldEnd]
    var places: [Int] = []
    text.withUnsafeBufferPointer { text in
      func isField(_ start: Int) -> Bool {
        text[start] == field[0] && start + field.count <= text.count
          && text[start..<(start + field.count)].elementsEqual(field)
      }
      for place in 0..<count where isField(Int(starts[place])) { places.append(place) }
      for start in otherNames where isField(Int(start)) {
        places.append(starts.partition { $0 > start } - 1)
      }
    }
    return places
  }
}

extension [UInt32] {
  /// The first place, in sorted values, of one for which the condition holds.
  fileprivate func partition(_ condition: (UInt32) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
