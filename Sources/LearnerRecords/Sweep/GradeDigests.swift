import DatabaseFile
import GRDB
import OpenEdX

/// The grades of both databases, small enough for a million to fit in memory, to see whose differ.
///
/// Each table is read once, in its own order: looking a million grades up by learner would take several times as long.
/// Which of two grades is newer is not asked here; those who have different ones are read in full.
struct GradeDigests: Sendable {
  /// Where each user's course grades of the LMS lie.
  private var ranges = UserRanges()
  /// The rows of their runs in the catalog. Ids are 32 bits wide in Django's tables (<doc:LMSDatabase#Types>).
  private var runs: [Int32] = []
  private var values: [UInt16] = []
  /// Runs whose key an earlier row of the catalog has, too, and that row.
  private var twins: [Int64: Int64] = [:]
  /// Runs that more than one run of the catalog may stand for: who has a grade of one is read in full.
  private var unsure: Set<Int64> = []
  /// Grades of `records_usergrade` by their ids, of which the first is known; gaps are filled.
  private var storedValues: [UInt16] = []
  private var firstStored: Int64 = 0
  /// Those behind a gap that is too wide to be filled.
  private var strays: [Int64: UInt16] = [:]
  private var numbers: [Grade: UInt16] = [:]
  /// Whether something did not fit, so that everybody has to be read in full.
  private var isIncomplete = false

  /// What is compared of a grade: the percent's four places, and the letter.
  private struct Grade: Hashable {
    let places: Int
    let letter: String
  }

  /// Reads both tables; nothing where the copy lacks the LMS's.
  init(_ reader: RecordReader) throws {
    guard reader.hasCourseGrades else { return }
    let count =
      try StoredRow.fetchOne(reader.db, sql: "SELECT count(*) FROM credentials.records_usergrade")?.count(0) ?? 0
    guard count > 0 else { return }
    storedValues.reserveCapacity(count)
    do {
      try readStored(reader.db)
      ranges = try UserRanges(reader.db, "main.grades_persistentcoursegrade")
      runs = Array(repeating: -1, count: ranges.count)
      values = Array(repeating: 0, count: ranges.count)
      try readTwins(reader.db)
      try readCourseGrades(reader)
    } catch is DoesNotFit {
      isIncomplete = true
    }
  }

  /// An id that is wider than those of Django, or a row that was not there a moment ago.
  private struct DoesNotFit: Error {}

  private mutating func readStored(_ db: Database) throws {
    let rows = try StoredRow.fetchCursor(
      db,
      sql: "SELECT id, percent_grade, letter_grade FROM credentials.records_usergrade ORDER BY id"
    )
    var count = 0
    while let row = try rows.next() {
      let id = Int64(try Self.id(row.integer(0)))
      let value = digest(try row.grade(1), try row.text(2))
      if count == 0 { firstStored = id }
      count += 1
      let place = Int(id - firstStored)
      if place < storedValues.count {
        // An id that is there twice.
        storedValues[place] = Self.odd
      } else if place < 4 * (count + 10_000) {
        while storedValues.count < place { storedValues.append(Self.odd) }
        storedValues.append(value)
      } else {
        strays[id] = value
      }
    }
  }

  /// Puts each grade of a run that Credentials has to its user's others.
  private mutating func readCourseGrades(_ reader: RecordReader) throws {
    let rows = try StoredRow.fetchCursor(
      reader.db,
      sql: "SELECT user_id, course_id, percent_grade, letter_grade FROM main.grades_persistentcoursegrade"
    )
    var filling = UserRanges.Filling(ranges)
    var catalogRuns = TextMemo<Int64?>(bits: 10)
    while let row = try rows.next() {
      guard let run = try catalogRuns.value(row, 1, { catalogRun(reader.run($0)) }) else { continue }
      guard let user = try row.integerOrNil(0) else { continue }
      guard let index = filling.next(user) else { throw DoesNotFit() }
      runs[index] = try Self.id(run)
      values[index] = digest(try row.grade(2), try row.text(3))
    }
  }

  /// The row of the catalog that grades of a run are compared with; nil when there is none, or several that differ.
  private mutating func catalogRun(_ run: CourseRunFacts) -> Int64? {
    let ids = run.runIDs + run.configurations.compactMap(\.runID)
    let firsts = Set(ids.map { twins[$0] ?? $0 })
    if firsts.count > 1 { unsure.formUnion(firsts) }
    return firsts.count == 1 ? firsts.first : nil
  }

  private mutating func readTwins(_ db: Database) throws {
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT id, first FROM
          (SELECT id, min(id) OVER (PARTITION BY key) AS first FROM credentials.catalog_courserun)
        WHERE id <> first
        """
    )
    while let row = try rows.next() { twins[try row.integer(0)] = try row.integer(1) }
  }

  private static func id(_ value: Int64) throws -> Int32 {
    guard let id = Int32(exactly: value) else { throw DoesNotFit() }
    return id
  }

  /// Whether one of a learner's verified grades in Credentials is another than the LMS's.
  func differ(user: Int64, _ rows: CredentialsRows) -> Bool {
    let runIDs = rows.gradedRunIDs
    guard !runIDs.isEmpty else { return false }
    guard !isIncomplete else { return true }
    let range = ranges[user]
    return zip(runIDs, rows.gradeIDs).contains { runID, gradeID in
      let run = twins[runID] ?? runID
      if unsure.contains(run) { return true }
      guard let index = range.first(where: { Int64(runs[$0]) == run }), let stored = storedValue(gradeID) else {
        return false
      }
      return stored != values[index] || stored == Self.odd
    }
  }

  private func storedValue(_ id: Int64) -> UInt16? {
    let place = id.subtractingReportingOverflow(firstStored)
    if !place.overflow, let index = Int(exactly: place.partialValue), storedValues.indices.contains(index) {
      return storedValues[index]
    }
    return strays[id]
  }

  /// The number of all grades that no other number is left for.
  private static let odd = UInt16.max

  private mutating func digest(_ percent: Double, _ letter: String) -> UInt16 {
    let places = Int((min(max(percent.isNaN ? -1 : percent, -1), 6) * 10_000).rounded())
    guard (0..<60_000).contains(places) else { return Self.odd }
    let grade = Grade(places: places, letter: letter)
    if let number = numbers[grade] { return number }
    let number = UInt16(exactly: numbers.count) ?? Self.odd
    if number < Self.odd { numbers[grade] = number }
    return number
  }
}
