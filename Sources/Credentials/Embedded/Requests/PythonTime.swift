import OpenEdX

/// How the service reads a time: Python's `datetime.fromisoformat` first, then the forms that Django knows beside it.
///
/// The former takes nearly all of ISO 8601: dates with and without hyphens, week dates, hours alone, a comma before the
/// fraction. A text without an offset is UTC, as the service is set up.
enum PythonTime {
  static func read(_ text: String) -> UTCTime? { isoFormat(Array(text.utf8)) ?? django(text) ?? UTCTime(text) }

  private static func isoFormat(_ text: [UInt8]) -> UTCTime? {
    guard text.count >= 7, text.allSatisfy({ $0 < 0x80 }), let end = endOfDate(text),
      let date = days(text[..<end])
    else { return nil }
    guard text.count > end + 1 else { return time(date, TimeParts()) }
    let rest = Array(text[(end + 1)...])
    let sign = rest.firstIndex { [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "Z")].contains($0) }
    guard let clock = TimeParts(rest[..<(sign ?? rest.count)]), clock.isOfDay else { return nil }
    guard let sign else { return time(date, clock) }
    if rest[sign] == UInt8(ascii: "Z") { return sign == rest.count - 1 ? time(date, clock) : nil }
    let zone = rest[(sign + 1)...]
    guard ![0, 1, 3].contains(zone.count), let offset = TimeParts(zone), offset.isOfDay else { return nil }
    return time(date, clock, minus: rest[sign] == UInt8(ascii: "-") ? -offset.microseconds : offset.microseconds)
  }

  /// Django's own form beside it: one digit for month, day, hour, minute and second, and space before the offset.
  private static func django(_ text: String) -> UTCTime? {
    let form =
      /(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?/
    guard text.utf8.allSatisfy({ $0 < 0x80 }), let match = text.wholeMatch(of: form) else { return nil }
    let two = { (part: Substring?) in part.map { $0.count < 2 ? "0\($0)" : String($0) } ?? "00" }
    let (_, year, month, day, hour, minute, second, fraction, zone) = match.output
    return UTCTime(
      "\(year)-\(two(month))-\(two(day))T\(two(hour)):\(two(minute)):\(two(second))"
        + (fraction.map { ".\($0)" } ?? "") + (zone.map(String.init) ?? "")
    )
  }

  private static func time(_ days: Int64, _ clock: TimeParts, minus offset: Int64 = 0) -> UTCTime? {
    let microseconds = days * 86_400_000_000 + clock.microseconds - offset
    // Python knows the years 1 to 9999.
    let range = CivilDate.writableSeconds
    guard ((range.lowerBound * 1_000_000)..<((range.upperBound + 1) * 1_000_000)).contains(microseconds) else {
      return nil
    }
    return UTCTime(microseconds: microseconds)
  }

  /// Where the date ends and the separator stands, whichever character that is.
  private static func endOfDate(_ text: [UInt8]) -> Int? {
    let (hyphen, week) = (UInt8(ascii: "-"), UInt8(ascii: "W"))
    if text.count == 7 { return 7 }
    if text[4] == hyphen {
      guard text[5] == week else { return min(10, text.count) }
      guard text.count > 8, text[8] == hyphen else { return 8 }
      guard text.count > 9 else { return nil }
      // YYYY-Www-##: the hyphen is more likely the separator than the digit.
      return text.count > 10 && isDigit(text[10]) ? 8 : 10
    }
    guard text[4] == week else { return 8 }
    let digits = text[7...].prefix(while: isDigit).count
    return digits < 2 ? 7 + digits : (7 + digits) % 2 == 0 ? 7 : 8
  }

  /// The day as days since 1970; nil when there is no such day.
  private static func days(_ date: ArraySlice<UInt8>) -> Int64? {
    let text = Array(date)
    guard [7, 8, 10].contains(text.count), let year = number(text[..<4]), year > 0 else { return nil }
    let hyphens = text[4] == UInt8(ascii: "-") ? 1 : 0
    var position = 4 + hyphens
    if text[position] == UInt8(ascii: "W") {
      guard text.count >= position + 3, let week = number(text[(position + 1)..<(position + 3)]) else { return nil }
      position += 3
      guard position < text.count else { return weekDay(year, week, 1) }
      guard (text[position] == UInt8(ascii: "-")) == (hyphens == 1) else { return nil }
      return number(text[(position + hyphens)...]).flatMap { weekDay(year, week, $0) }
    }
    guard text.count >= position + 2, let month = number(text[position..<(position + 2)]) else { return nil }
    position += 2
    guard position < text.count, (text[position] == UInt8(ascii: "-")) == (hyphens == 1),
      text.count == position + hyphens + 2, let day = number(text[(position + hyphens)...])
    else { return nil }
    return CivilDate.days(year: year, month: month, day: day)
  }

  /// A day of an ISO week; the first week of a year is the one with its first Thursday.
  private static func weekDay(_ year: Int64, _ week: Int64, _ day: Int64) -> Int64? {
    guard (1...7).contains(day), let first = CivilDate.days(year: year, month: 1, day: 1) else { return nil }
    // Monday is 0; 1970 began with a Thursday.
    let weekday = ((first + 3) % 7 + 7) % 7
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let weeks: Int64 = weekday == 3 || (weekday == 2 && isLeap) ? 53 : 52
    guard (1...weeks).contains(week) else { return nil }
    let monday = first - weekday + (weekday > 3 ? 7 : 0)
    return monday + (week - 1) * 7 + day - 1
  }

  fileprivate static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// Digits alone.
  fileprivate static func number(_ text: ArraySlice<UInt8>) -> Int64? {
    guard !text.isEmpty, text.count <= 6, text.allSatisfy(isDigit) else { return nil }
    return text.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }
}

/// `HH[:?MM[:?SS[{.,}fraction]]]`, as a time of day or as an offset.
private struct TimeParts {
  var hours: Int64 = 0
  var minutes: Int64 = 0
  var seconds: Int64 = 0
  var fraction: Int64 = 0

  init() {}

  init?(_ slice: ArraySlice<UInt8>) {
    let text = Array(slice)
    var parts: [Int64] = [0, 0, 0]
    var position = 0
    var hasColons = false
    for index in 0..<3 {
      guard text.count >= position + 2, let part = PythonTime.number(text[position..<(position + 2)]) else {
        return nil
      }
      parts[index] = part
      position += 2
      guard position < text.count, index < 2 else { break }
      if index == 0 { hasColons = text[position] == UInt8(ascii: ":") }
      if hasColons {
        guard text[position] == UInt8(ascii: ":") else { return nil }
        position += 1
      }
    }
    (hours, minutes, seconds) = (parts[0], parts[1], parts[2])
    guard position < text.count else { return }
    guard text[position] == UInt8(ascii: ".") || text[position] == UInt8(ascii: ",") else { return nil }
    let digits = text[(position + 1)...]
    guard digits.allSatisfy(PythonTime.isDigit), let read = PythonTime.number(digits.prefix(6)) else { return nil }
    fraction = (digits.count..<max(6, digits.count)).reduce(read) { value, _ in value * 10 }
  }

  var isOfDay: Bool { hours < 24 && minutes < 60 && seconds < 60 }

  var microseconds: Int64 { ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + fraction }
}
