extension UTCTime {
  /// Reads a time as Django, its API and hand-made files write it.
  ///
  /// Taken are `YYYY-MM-DD` alone, or with a space or `T`, `HH:MM[:SS[.fraction]]` and optionally `Z` or an offset
  /// `±HH[[:]MM]`. Without an offset the text is UTC. Digits past the microsecond are cut off.
  ///
  /// - Returns: nil when the text is of another form, names a day or an hour that does not exist, or lies in UTC outside
  ///   the years 1 to 9999, which no form could write.
  package init?(_ text: String) {
    if let time = text.utf8.withContiguousStorageIfAvailable(DjangoTime.plain) ?? nil {
      self = time
      return
    }
    var reader = DigitReader(text)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
      let day = reader.number(2), let days = CivilDate.days(year: year, month: month, day: day)
    else { return nil }
    var total = days * 86_400
    var fraction: Int64 = 0
    if !reader.isAtEnd {
      guard reader.take(" ") || reader.take("T"), let hour = reader.number(2), hour < 24, reader.take(":"),
        let minute = reader.number(2), minute < 60
      else { return nil }
      total += hour * 3600 + minute * 60
      if reader.take(":") {
        guard let second = reader.number(2), second < 60 else { return nil }
        total += second
        if reader.take(".") {
          guard let read = reader.fraction() else { return nil }
          fraction = read
        }
      }
      guard let offset = reader.offset() else { return nil }
      total -= offset
    }
    guard reader.isAtEnd, CivilDate.writableSeconds.contains(total) else { return nil }
    self.init(microseconds: total * 1_000_000 + fraction)
  }
}

/// Reads digits and marks from the front of a text.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: mark) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func digit() -> Int64? {
    guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    rest.removeFirst()
    return Int64(byte - UInt8(ascii: "0"))
  }

  mutating func number(_ count: Int) -> Int64? {
    var result: Int64 = 0
    for _ in 0..<count {
      guard let next = digit() else { return nil }
      result = result * 10 + next
    }
    return result
  }

  /// One digit or more, as microseconds.
  mutating func fraction() -> Int64? {
    guard var result = digit() else { return nil }
    var digits = 1
    while let next = digit() {
      if digits < 6 {
        result = result * 10 + next
        digits += 1
      }
    }
    for _ in digits..<6 { result *= 10 }
    return result
  }

  /// Seconds east of UTC; 0 for `Z` and for nothing; nil for a mark without its digits.
  mutating func offset() -> Int64? {
    if take("Z") { return 0 }
    let sign: Int64
    if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return 0 }
    guard let hours = number(2), hours < 24 else { return nil }
    var minutes: Int64 = 0
    if take(":") || !isAtEnd {
      guard let read = number(2), read < 60 else { return nil }
      minutes = read
    }
    return sign * (hours * 3600 + minutes * 60)
  }
}
