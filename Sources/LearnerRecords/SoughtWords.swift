/// The words of a folded text that is looked for: each has to be found, in any order.
struct SoughtWords {
  /// The words with one space between them.
  let text: [UInt8]
  /// Looks for the longest word, which fewest have.
  let rarest: ByteSearch
  /// Look for the other words.
  let others: [ByteSearch]
  /// Whether there is no word.
  let isEmpty: Bool

  /// - Parameter counts: how often each byte is among those that are looked at.
  init(_ sought: [UInt8], counts: [Int]) {
    let space = UInt8(ascii: " ")
    let words = sought.split(separator: space).map(Array.init)
    text = Array(words.joined(separator: [space]))
    isEmpty = words.isEmpty
    let longest = words.indices.max { words[$0].count < words[$1].count }
    rarest = ByteSearch(longest.map { words[$0] } ?? [space], counts: counts)
    others = words.indices.filter { $0 != longest }.map { ByteSearch(words[$0]) }
  }
}
