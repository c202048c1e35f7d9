/// A course run's key without the part that all keys begin with, for columns; details show it whole.
struct CourseRunText {
  let short: String

  init(_ key: String) {
    let lead = "course-v1:"
    short = key.hasPrefix(lead) ? String(key.dropFirst(lead.count)) : key
  }
}
