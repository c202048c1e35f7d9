import DatabaseFile
import GRDB
import OpenEdX

/// What decides about the certificates of all users, small enough for a million to fit in memory.
///
/// The table is read once, in its own order. A walk goes by names, in which order each user's certificates would be looked
/// up, and most pages read again and again.
struct CertificateDigests: Sendable {
  private var ranges: UserRanges
  /// The run of each certificate, as its place in `facts`.
  private var runs: [UInt16]
  /// Its status and its mode, as their places in `statuses` and `modes`: four bits each.
  private var kinds: [UInt8]
  /// The number of the month in which it was changed last.
  private var months: [UInt16]
  private var facts: [CourseRunFacts] = []
  private var statuses: [CertificateStatus] = []
  private var modes: [CourseMode] = []
  /// The certificates of which there is more to say, by their places; mostly they are few.
  private var exceptions: [Int: Exception] = [:]
  /// Users of whom a certificate does not fit in here, or is too new to judge: they have to be read in full.
  private(set) var unsure: Set<Int64> = []

  private struct Exception {
    var dateOverride: String?
    var isInvalidated = false
    /// Whether a date override is no time.
    var isUnreadable = false
  }

  private static let noMonth = UInt16.max

  init(_ reader: RecordReader) throws {
    ranges = try UserRanges(reader.db, "main.certificates_generatedcertificate")
    runs = Array(repeating: 0, count: ranges.count)
    kinds = Array(repeating: 0, count: ranges.count)
    months = Array(repeating: Self.noMonth, count: ranges.count)
    try read(reader, Self.exceptions(reader))
    sortRuns()
  }

  private mutating func read(_ reader: RecordReader, _ known: [Int64: Exception]) throws {
    let rows = try StoredRow.fetchCursor(
      reader.db,
      sql: """
        SELECT user_id, course_id, status, mode, id, modified_date FROM main.certificates_generatedcertificate
        """
    )
    var filling = UserRanges.Filling(ranges)
    var runMemo = TextMemo<UInt16?>(bits: 12)
    var (statusMemo, modeMemo) = (TextMemo<UInt8?>(bits: 6), TextMemo<UInt8?>(bits: 6))
    var numbers: [ObjectIdentifier: UInt16] = [:]
    while let row = try rows.next() {
      guard let user = try row.integerOrNil(0) else { continue }
      do {
        let run = try runMemo.value(row, 1) { number(of: reader.run($0), &numbers) }
        let status = try statusMemo.value(row, 2) { Self.place(of: $0, in: &statuses) }
        let mode = try modeMemo.value(row, 3) { Self.place(of: $0, in: &modes) }
        let id = try row.integer(4)
        let time = try row.time(5)
        let month = time.flatMap { Month($0) }.flatMap { UInt16(exactly: $0.number) } ?? Self.noMonth
        let isTooNew = reader.judgeableUntil.map { until in time.map { $0 > until } ?? false } ?? false
        let exception = known.isEmpty ? nil : known[id]
        guard let run, let status, let mode, !isTooNew, time == nil || month != Self.noMonth,
          exception?.isUnreadable != true, let place = filling.next(user)
        else {
          unsure.insert(user)
          continue
        }
        (runs[place], kinds[place], months[place]) = (run, status << 4 | mode, month)
        if let exception { exceptions[place] = exception }
      } catch let error as DatabaseFileError where error.code == .value {
        // It is told when the user is read in full. Of a user that is not there it tells nothing.
        unsure.insert(user)
      }
    }
    // An index may hold more than its table where a file is damaged.
    unsure.formUnion(filling.unfilled)
  }

  private mutating func number(of run: CourseRunFacts, _ numbers: inout [ObjectIdentifier: UInt16]) -> UInt16? {
    if let number = numbers[ObjectIdentifier(run)] { return number }
    guard let number = UInt16(exactly: facts.count) else { return nil }
    facts.append(run)
    numbers[ObjectIdentifier(run)] = number
    return number
  }

  /// The place of a word in a list of different ones, to which it is added where it is new; nil where that is full.
  private static func place<Word: RawRepresentable<String>>(of text: String, in words: inout [Word]) -> UInt8? {
    if let place = words.firstIndex(where: { CodePoints.equal($0.rawValue, text) }) { return UInt8(place) }
    guard words.count < 16, let word = Word(rawValue: text) else { return nil }
    words.append(word)
    return UInt8(words.count - 1)
  }

  /// Numbers the runs by their keys, so that a user's certificates can be sorted by their numbers.
  private mutating func sortRuns() {
    let order = facts.indices.sorted { CodePoints.precedes(facts[$0].key, facts[$1].key) }
    var numbers = Array(repeating: UInt16(0), count: facts.count)
    for (number, place) in order.enumerated() { numbers[place] = UInt16(number) }
    facts = order.map { facts[$0] }
    for place in runs.indices where !facts.isEmpty { runs[place] = numbers[Int(runs[place])] }
  }

  /// The certificates that have a date override or an active invalidation.
  private static func exceptions(_ reader: RecordReader) throws -> [Int64: Exception] {
    var exceptions: [Int64: Exception] = [:]
    let dates = try StoredRow.fetchCursor(
      reader.db,
      sql: "SELECT generated_certificate_id, date FROM main.certificates_certificatedateoverride"
    )
    while let row = try dates.next() {
      let id = try row.integer(0)
      var exception = exceptions[id] ?? Exception()
      do {
        exception.dateOverride = CertificateRow.earlier(exception.dateOverride, try row.timeText(1))
      } catch {
        guard error.code == .value else { throw error }
        exception.isUnreadable = true
      }
      exceptions[id] = exception
    }
    guard reader.owedTables.hasInvalidations else { return exceptions }
    let invalidations = try StoredRow.fetchCursor(
      reader.db,
      sql: "SELECT generated_certificate_id, active FROM main.certificates_certificateinvalidation"
    )
    while let row = try invalidations.next() {
      if try row.flag(1) { exceptions[try row.integer(0), default: Exception()].isInvalidated = true }
    }
    return exceptions
  }

  /// A user's certificates by their runs' keys, with what decides: without ids and grades. None of a user who is `unsure`.
  func certificates(of user: Int64) -> [CertificateRow] {
    guard !unsure.contains(user) else { return [] }
    let places = ranges[user]
    let isSorted = places.dropFirst().allSatisfy { runs[$0 - 1] <= runs[$0] }
    guard !isSorted else { return places.map { certificate($0) } }
    return places.sorted { (runs[$0], $0) < (runs[$1], $1) }.map { certificate($0) }
  }

  private func certificate(_ place: Int) -> CertificateRow {
    let exception = exceptions.isEmpty ? nil : exceptions[place]
    return CertificateRow(
      id: 0,
      run: facts[Int(runs[place])],
      status: statuses[Int(kinds[place] >> 4)],
      mode: modes[Int(kinds[place] & 0xF)],
      grade: "",
      modified: "",
      month: months[place] == Self.noMonth ? nil : Month(number: Int64(months[place])),
      dateOverride: exception?.dateOverride,
      isInvalidated: exception?.isInvalidated ?? false
    )
  }
}
