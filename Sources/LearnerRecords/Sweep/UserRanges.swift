import DatabaseFile
import GRDB

/// Where each user's rows lie in arrays that hold a table's rows, those of a user side by side.
///
/// It takes eight bytes a user. Ids are 32 bits wide in Django's tables (<doc:LMSDatabase#Types>); users of wider ones,
/// rows without a user, and all behind the first 2,147,483,647 rows have no range.
struct UserRanges: Sendable {
  private var users: [Int32] = []
  /// Where a user's rows begin, and at the end their count.
  private var starts: [Int32] = [0]

  /// No rows.
  init() {}

  /// Counts the rows of each user in a table with a column `user_id`, from the index of users alone.
  ///
  /// - Throws: what the database reports.
  init(_ db: Database, _ table: String) throws {
    let rows = try StoredRow.fetchCursor(
      db,
      sql: "SELECT user_id, count(*) FROM \(table) GROUP BY user_id ORDER BY user_id"
    )
    var count = 0
    while let row = try rows.next() {
      guard let user = try row.integerOrNil(0), let id = Int32(exactly: user), users.last.map({ $0 < id }) ?? true
      else { continue }
      count += try row.count(1)
      guard let end = Int32(exactly: count) else { break }
      users.append(id)
      starts.append(end)
    }
  }

  /// How many rows have a place.
  var count: Int { starts.last.map(Int.init) ?? 0 }

  /// The places of a user's rows; empty for a user without any.
  subscript(user: Int64) -> Range<Int> {
    guard let place = place(user) else { return 0..<0 }
    return Int(starts[place])..<Int(starts[place + 1])
  }

  private func place(_ user: Int64) -> Int? {
    guard let user = Int32(exactly: user), let first = users.first else { return nil }
    // Mostly there is no gap between the ids.
    if let guess = Int(exactly: Int64(user) - Int64(first)), users.indices.contains(guess), users[guess] == user {
      return guess
    }
    var (low, high) = (0, users.count)
    while low < high {
      let middle = (low + high) / 2
      if users[middle] < user { low = middle + 1 } else { high = middle }
    }
    return low < users.count && users[low] == user ? low : nil
  }

  /// Gives each row of the table its place, in whatever order they come.
  struct Filling {
    private let ranges: UserRanges
    private var filled: [Int32]
    private var last: (user: Int64, place: Int?)?

    init(_ ranges: UserRanges) {
      self.ranges = ranges
      filled = Array(ranges.starts.dropLast())
    }

    /// The users of whom fewer rows came than were counted.
    var unfilled: [Int64] {
      filled.indices.filter { filled[$0] < ranges.starts[$0 + 1] }.map { Int64(ranges.users[$0]) }
    }

    /// The place of the user's next row; nil for a user without a range, and behind its end.
    mutating func next(_ user: Int64) -> Int? {
      if last?.user != user { last = (user, ranges.place(user)) }
      guard let place = last?.place, filled[place] < ranges.starts[place + 1] else { return nil }
      defer { filled[place] += 1 }
      return Int(filled[place])
    }
  }
}
