import LearnerRecords

/// What a file holds of one cell of a list.
enum ExportValue: Sendable, Hashable {
  case text(String)
  /// Nil for a number that nobody knows, or that there is none.
  case number(Int?)
  /// Several, as the runs of a course.
  case texts([String])

  /// For CSV: nothing for a number that is not there, several texts with semicolons between them.
  var field: String {
    switch self {
    case .text(let text): text
    case .number(let number): number.map(String.init) ?? ""
    case .texts(let texts): texts.joined(separator: "; ")
    }
  }

  /// As JSON.
  var json: String {
    switch self {
    case .text(let text): RowText.json(text)
    case .number(let number): number.map(String.init) ?? "null"
    case .texts(let texts): RowText.json(texts)
    }
  }
}
