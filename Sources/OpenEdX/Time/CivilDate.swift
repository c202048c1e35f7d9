/// Days of the proleptic Gregorian calendar, counted from 1970-01-01.
///
/// Howard Hinnant's well-known algorithms ("chrono-Compatible Low-Level Date Algorithms"): eras of 400 years that begin
/// in March, so that the leap day is the last of its year.
package enum CivilDate {
  /// The seconds since 1970 of the years 1 to 9999, the ones that Python knows.
  package static let writableSeconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = UTCTime.floorDiv(shifted, 146_097)
    let dayOfEra = UTCTime.floorMod(shifted, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The day's number, or nil for a day that the calendar does not have (Django knows the years 1 to 9999).
  package static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = UTCTime.floorDiv(shiftedYear, 400)
    let yearOfEra = UTCTime.floorMod(shiftedYear, 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    let back = date(days: days)
    return back.year == year && back.month == month && back.day == day ? days : nil
  }
}
