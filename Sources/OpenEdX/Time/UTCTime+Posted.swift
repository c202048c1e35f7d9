extension UTCTime {
  /// Reads a time as the Credentials service takes it in a post: what Python's `datetime.fromisoformat` reads, or else
  /// Django's own looser form. Without an offset the text is UTC.
  ///
  /// Taken are, beside what ``init(_:)`` takes: the basic form (`20240203T101112Z`), week dates (`2024-W05-6`), any one
  /// character between date and time, hours alone, commas before a fraction, offsets with seconds, and months, days and
  /// hours of one digit.
  ///
  /// - Returns: nil when the text is of another form, or names a time that does not exist in the years 1 to 9999.
  package init?(posted text: String) {
    guard let time = PostedTime.iso(text) ?? PostedTime.loose(text) else { return nil }
    self = time
  }
}

/// The two forms in which the service reads a posted time.
private enum PostedTime {
  /// `datetime.fromisoformat` of Python 3.11 and later.
  static func iso(_ text: String) -> UTCTime? {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count >= 7 else { return nil }
    for length in dateLengths(scalars) {
      guard let days = date(scalars[..<length]) else { continue }
      guard length < scalars.count else { return moment(days, 0, 0, 0) }
      // The character between date and time may be any.
      guard let (seconds, fraction, offset) = clock(scalars[(length + 1)...]) else { continue }
      return moment(days, seconds, fraction, offset)
    }
    return nil
  }

  /// The lengths that the date at the beginning may have, by its form.
  private static func dateLengths(_ text: [Unicode.Scalar]) -> [Int] {
    let isWeek = text.count > 5 && (text[4] == "W" || text[5] == "W")
    let isExtended = text.count > 4 && text[4] == "-"
    let lengths = isWeek ? (isExtended ? [10, 8] : [8, 7]) : isExtended ? [10] : [8]
    return lengths.filter { $0 <= text.count }
  }

  private static func date(_ text: ArraySlice<Unicode.Scalar>) -> Int64? {
    let text = Array(text)
    let isExtended = text[4] == "-"
    guard let year = number(text[..<4]) else { return nil }
    let rest = Array(text[(isExtended ? 5 : 4)...])
    if rest.first == "W" { return weekDate(year, Array(rest.dropFirst()), isExtended) }
    guard rest.count == (isExtended ? 5 : 4), !isExtended || rest[2] == "-",
      let month = number(rest[..<2]), let day = number(rest[(rest.count - 2)...])
    else { return nil }
    return CivilDate.days(year: year, month: month, day: day)
  }

  private static func weekDate(_ year: Int64, _ text: [Unicode.Scalar], _ isExtended: Bool) -> Int64? {
    guard text.count >= 2, let week = number(text[..<2]), week >= 1 else { return nil }
    var day: Int64 = 1
    if text.count > 2 {
      guard text.count == (isExtended ? 4 : 3), !isExtended || text[2] == "-",
        let read = number(text[(text.count - 1)...]),
        (1...7).contains(read)
      else { return nil }
      day = read
    }
    // The first week has the fourth of January in it.
    guard let fourth = CivilDate.days(year: year, month: 1, day: 4) else { return nil }
    let monday = fourth - UTCTime.floorMod(fourth + 3, 7)
    let next = CivilDate.days(year: year + 1, month: 1, day: 4).map { $0 - UTCTime.floorMod($0 + 3, 7) }
    let begin = monday + (week - 1) * 7
    guard next.map({ begin < $0 }) ?? (week <= 52) else { return nil }
    return begin + day - 1
  }

  /// Seconds of the day, microseconds and the offset in microseconds.
  private static func clock(_ text: ArraySlice<Unicode.Scalar>) -> (Int64, Int64, Int64)? {
    let zone = text.firstIndex { $0 == "+" || $0 == "-" || $0 == "Z" }
    guard let (seconds, fraction) = timeOfDay(text[..<(zone ?? text.endIndex)]) else { return nil }
    guard let zone else { return (seconds, fraction, 0) }
    let rest = text[(zone + 1)...]
    if text[zone] == "Z" { return rest.isEmpty ? (seconds, fraction, 0) : nil }
    guard let (offset, more) = timeOfDay(rest) else { return nil }
    let all = offset * 1_000_000 + more
    return (seconds, fraction, text[zone] == "-" ? -all : all)
  }

  private static func timeOfDay(_ text: ArraySlice<Unicode.Scalar>) -> (Int64, Int64)? {
    var rest = text
    var parts: [Int64] = []
    let isExtended = text.count > 2 && text[text.startIndex + 2] == ":"
    while parts.count < 3, rest.count >= 2, let part = number(rest.prefix(2)) {
      parts.append(part)
      rest = rest.dropFirst(2)
      guard isExtended, parts.count < 3, rest.first == ":" else {
        if isExtended { break } else { continue }
      }
      rest = rest.dropFirst()
      guard rest.count >= 2 else { return nil }
    }
    var fraction: Int64 = 0
    if parts.count == 3, let mark = rest.first, mark == "." || mark == "," {
      let digits = rest.dropFirst()
      guard !digits.isEmpty, digits.allSatisfy(isDigit), let read = number(digits.prefix(6)) else { return nil }
      fraction = (0..<(6 - min(digits.count, 6))).reduce(read) { value, _ in value * 10 }
      rest = []
    }
    guard rest.isEmpty, let hour = parts.first, hour < 24, parts.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
    let seconds = zip(parts, [Int64(3600), 60, 1]).reduce(Int64(0)) { $0 + $1.0 * $1.1 }
    return (seconds, fraction)
  }

  /// Django's `parse_datetime`, for what the other does not read: parts of one digit, white space before the offset.
  static func loose(_ text: String) -> UTCTime? {
    let pattern =
      #/(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?/#
      .asciiOnlyDigits()
    guard let match = text.wholeMatch(of: pattern)?.output, let year = Int64(match.1), let month = Int64(match.2),
      let day = Int64(match.3), let hour = Int64(match.4), hour < 24, let minute = Int64(match.5), minute < 60,
      let days = CivilDate.days(year: year, month: month, day: day)
    else { return nil }
    let second = match.6.flatMap { Int64($0) } ?? 0
    guard second < 60 else { return nil }
    let digits = match.7 ?? ""
    let fraction = (Int64(digits) ?? 0) * (0..<(6 - digits.count)).reduce(Int64(1)) { value, _ in value * 10 }
    var offset: Int64 = 0
    if let zone = match.8, zone != "Z" {
      let digits = zone.filter { $0.isNumber }
      let hours = Int64(digits.prefix(2)) ?? 0
      let minutes = Int64(digits.dropFirst(2)) ?? 0
      offset = (hours * 3600 + minutes * 60) * 1_000_000 * (zone.first == "-" ? -1 : 1)
    }
    return moment(days, hour * 3600 + minute * 60 + second, fraction, offset)
  }

  private static func moment(_ days: Int64, _ seconds: Int64, _ fraction: Int64, _ offset: Int64) -> UTCTime? {
    let microseconds = (days * 86_400 + seconds) * 1_000_000 + fraction - offset
    let whole = UTCTime.floorDiv(microseconds, 1_000_000)
    guard CivilDate.writableSeconds.contains(whole), abs(offset) < 86_400_000_000 else { return nil }
    return UTCTime(microseconds: microseconds)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { "0"..."9" ~= scalar }

  private static func number(_ digits: ArraySlice<Unicode.Scalar>) -> Int64? {
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int64($1.value - 48) }
  }
}
