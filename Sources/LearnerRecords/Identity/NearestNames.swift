import DatabaseFile
import GRDB
import OpenEdX

/// Keeps the few names that are the fewest changes away from a text, or begin with it.
package struct NearestNames {
  private let wanted: [UInt8]
  private let limit: Int
  private var found: [(name: String, distance: Int)] = []

  /// Takes the text, and how many names to keep.
  package init(to text: String, limit: Int) {
    wanted = Array(text.lowercased().utf8)
    self.limit = limit
  }

  /// Further away than this, a name is no help.
  private var farthest: Int { max(2, wanted.count / 3) }

  /// Of fewer bytes than this, a beginning says too little.
  private static let shortestBeginning = 3
  /// A name that begins with the text is as near as one of so many changes, however long it is.
  private static let beginningDistance = 2

  /// Keeps the name if it is near enough, or begins with the text.
  package mutating func add(_ name: String) {
    let worst = found.count < limit ? farthest : (found.last?.distance ?? 0) - 1
    let bytes = Array(name.lowercased().utf8)
    let begins = wanted.count >= Self.shortestBeginning && bytes.starts(with: wanted)
    guard worst >= 0, begins || abs(bytes.count - wanted.count) <= worst else { return }
    let distance =
      begins ? min(bytes.count - wanted.count, Self.beginningDistance) : Self.distance(wanted, bytes)
    guard distance <= worst, !found.contains(where: { CodePoints.equal($0.name, name) }) else { return }
    let place = found.firstIndex { $0.distance > distance } ?? found.count
    found.insert((name, distance), at: place)
    if found.count > limit { found.removeLast() }
  }

  /// The nearest first; of equally near ones the first that was added.
  package var names: [String] { found.map(\.name) }

  /// Levenshtein's distance, with the swap of two neighbours as one change.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        var best = min(last[column] + (byte == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
          best = min(best, before[column - 1] + 1)
        }
        current.append(best)
      }
      before = last
      last = current
    }
    return last[right.count]
  }
}

extension RecordReader {
  /// The usernames of either database that are nearest to a text, for one that nobody has.
  package func nearestNames(to text: String, limit: Int = 5) throws -> [String] {
    var nearest = NearestNames(to: text, limit: limit)
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT username FROM main.auth_user UNION ALL SELECT username FROM credentials.core_user
        """
    )
    while let row = try rows.next() { nearest.add(try row.text(0)) }
    return nearest.names
  }
}
