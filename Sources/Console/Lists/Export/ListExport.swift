import LearnerRecords
import Terminal

/// The rows of a list as text, column by column, for a file.
struct ListExport: Sendable {
  /// How rows are written.
  enum Format: String, Sendable, CaseIterable {
    case csv, jsonl
  }

  let titles: [String]
  /// The titles of a file, which may have more columns than the screen.
  let fileTitles: [String]
  let count: Int
  /// The texts of a row, column by column.
  let row: @Sendable (Int) -> [String]
  /// What a file holds of a row, column by column.
  let values: @Sendable (Int) -> [ExportValue]
  /// Whether these are the marked rows alone.
  let isOfMarked: Bool

  /// Takes the columns at these places, or all, also those for which the screen has no room.
  init<Row: Sendable>(
    _ all: [TableColumn<Row>],
    chosen: [Int]? = nil,
    _ rows: some RandomAccessCollection<Row> & Sendable,
    isOfMarked: Bool = false
  ) {
    let columns = chosen.map { $0.map { all[$0] } } ?? all
    titles = columns.map(\.title)
    count = rows.count
    row = { index in columns.map { $0.cell(rows[rows.index(rows.startIndex, offsetBy: index)]).text } }
    let parts = columns.flatMap(\.exportedParts)
    fileTitles = parts.map(\.title)
    values = { index in parts.map { $0.value(rows[rows.index(rows.startIndex, offsetBy: index)]) } }
    self.isOfMarked = isOfMarked
  }

  /// “12 rows”, “3 marked rows”.
  var name: String { "\(count) \(isOfMarked ? "marked " : "")\(count == 1 ? "row" : "rows")" }

  /// A file of the rows. CSV has a line of titles, and is safe to open in a spreadsheet: what would be a formula is
  /// preceded by an apostrophe, and what is invisible or acts on a terminal is made visible. JSON lines hold the texts
  /// unchanged, numbers as numbers, and several texts of one cell as an array.
  func draft(_ format: Format, path: String) -> FileDraft {
    FileDraft(path: path, name: name) { put in
      if format == .csv { try put(RowText.csv(fileTitles, guardingFormulas: true) + "\n") }
      for index in 0..<count { try put(line(index, format) + "\n") }
    }
  }

  private func line(_ index: Int, _ format: Format) -> String {
    switch format {
    case .csv: RowText.csv(values(index).map { VisibleText.shown($0.field) }, guardingFormulas: true)
    case .jsonl:
      "{" + zip(fileTitles, values(index)).map { "\(RowText.json($0)): \($1.json)" }.joined(separator: ", ") + "}"
    }
  }
}

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
