import DatabaseFile
import GRDB
import OpenEdX

/// The grades of both databases, small enough for a million to fit in memory, to see whose differ.
///
/// Each table is read once, in its own order: looking a million grades up by learner would take several times as long.
/// Which of two grades is newer is not asked here; those who have different ones are read in full.
struct GradeDigests: Sendable {
  /// A course grade of the LMS. Ids are 32 bits wide in Django's tables (<doc:LMSDatabase#Types>).
  private struct Entry: Sendable {
    let user: Int32
    let run: Int32
    let value: UInt32
  }

  /// By user.
  private var courseGrades: [Entry] = []
  /// Rows of `records_usergrade` in their order, and their grades.
  private var storedIDs: [Int32] = []
  private var storedValues: [UInt32] = []
  private var letters: [String: UInt32] = [:]
  /// Whether an id was wider, so that everybody has to be read in full.
  private var isIncomplete = false

  /// Reads both tables; nothing where the copy lacks the LMS's.
  init(_ reader: RecordReader) throws {
    guard reader.hasCourseGrades else { return }
    let stored = try StoredRow.fetchCursor(
      reader.db,
      sql: "SELECT id, percent_grade, letter_grade FROM credentials.records_usergrade ORDER BY id"
    )
    let count =
      try StoredRow.fetchOne(reader.db, sql: "SELECT count(*) FROM credentials.records_usergrade")?.count(0) ?? 0
    storedIDs.reserveCapacity(count)
    storedValues.reserveCapacity(count)
    while let row = try stored.next() {
      guard let id = Int32(exactly: try row.integer(0)) else {
        isIncomplete = true
        return
      }
      storedIDs.append(id)
      storedValues.append(digest(try row.grade(1), try row.text(2)))
    }
    guard !storedIDs.isEmpty else { return }
    let grades = try StoredRow.fetchCursor(
      reader.db,
      sql: """
        SELECT g.user_id, r.id, g.percent_grade, g.letter_grade
        FROM main.grades_persistentcoursegrade g CROSS JOIN credentials.catalog_courserun r ON r.key = g.course_id
        """
    )
    courseGrades.reserveCapacity(count)
    while let row = try grades.next() {
      guard let user = Int32(exactly: try row.integer(0)), let run = Int32(exactly: try row.integer(1)) else {
        isIncomplete = true
        return
      }
      let value = digest(try row.grade(2), try row.text(3))
      courseGrades.append(Entry(user: user, run: run, value: value))
    }
    courseGrades.sort { $0.user < $1.user }
  }

  /// Whether one of a learner's verified grades in Credentials is another than the LMS's.
  func differ(user: Int64, _ rows: CredentialsRows) -> Bool {
    let runIDs = rows.gradedRunIDs
    guard !runIDs.isEmpty else { return false }
    guard !isIncomplete, let user = Int32(exactly: user) else { return true }
    var place = courseGrades.firstPlace { $0.user >= user }
    while place < courseGrades.count, courseGrades[place].user == user {
      let entry = courseGrades[place]
      if let index = runIDs.firstIndex(of: Int64(entry.run)), let value = storedValue(rows.gradeIDs[index]),
        value != entry.value || value & 0xFFFF == Self.odd
      {
        return true
      }
      place += 1
    }
    return false
  }

  private func storedValue(_ id: Int64) -> UInt32? {
    guard let first = storedIDs.first, id >= first else { return nil }
    // Mostly no row is missing between.
    if let guess = Int(exactly: id - Int64(first)), guess < storedIDs.count, storedIDs[guess] == id {
      return storedValues[guess]
    }
    let place = storedIDs.firstPlace { $0 >= id }
    return place < storedIDs.count && storedIDs[place] == id ? storedValues[place] : nil
  }

  private static let odd: UInt32 = 0xFFFF

  /// The letter's number above the percent with its four places.
  private mutating func digest(_ percent: Double, _ letter: String) -> UInt32 {
    let places = Int((min(max(percent.isNaN ? -1 : percent, -1), 6) * 10_000).rounded())
    let value = (0..<60_000).contains(places) ? UInt32(places) : Self.odd
    // More letters than there is room for share the last number, and with it count as odd.
    guard letters.count < 0xFFFF || letters[letter] != nil else { return 0xFFFF_0000 | Self.odd }
    let number = letters[letter] ?? UInt32(letters.count)
    letters[letter] = number
    return number << 16 | value
  }
}

extension Array {
  /// The first place from which on the condition holds, in an order in which it then goes on to hold.
  fileprivate func firstPlace(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
