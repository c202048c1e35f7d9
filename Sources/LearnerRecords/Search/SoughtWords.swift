/// The words of a folded text that is looked for: each has to be found, in any order.
struct SoughtWords {
  /// The words with one space between them.
  let text: [UInt8]
  /// Looks for the word that fewest have, as far as a look at some places tells.
  let rarest: ByteSearch
  /// Look for the other words.
  let others: [ByteSearch]
  /// Whether there is no word.
  let isEmpty: Bool

  /// How many places are looked at to see which word is rare, and how many bytes at each.
  private static let (places, placeBytes) = (8, 4096)

  /// - Parameters:
  ///   - all: what is looked at.
  ///   - counts: how often each byte is in it.
  init(_ sought: [UInt8], in all: [UInt8], counts: [Int]) {
    let space = UInt8(ascii: " ")
    let words = sought.split(separator: space).map(Array.init)
    text = Array(words.joined(separator: [space]))
    isEmpty = words.isEmpty
    let searches = words.map { ByteSearch($0) }
    let finds = searches.count > 1 ? searches.map { Self.finds($0, in: all) } : [0]
    let first = searches.indices.min { (finds[$0], -words[$0].count) < (finds[$1], -words[$1].count) }
    rarest = ByteSearch(first.map { words[$0] } ?? [space], counts: counts)
    others = searches.indices.filter { $0 != first }.map { searches[$0] }
  }

  private static func finds(_ search: ByteSearch, in all: [UInt8]) -> Int {
    all.withUnsafeBufferPointer { all in
      (0..<places).reduce(0) { sum, place in
        var from = all.count / places * place
        let end = min(all.count, from + placeBytes)
        var finds = 0
        while let found = search.first(in: all, from: from, to: end) {
          finds += 1
          from = found + 1
        }
        return sum + finds
      }
    }
  }
}
