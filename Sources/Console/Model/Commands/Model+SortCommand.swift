import Terminal

extension Model {
  /// The words for the two directions, and for the rows' own order.
  private static let directions: [(word: String, isDescending: Bool)] = [("asc", false), ("desc", true)]
  private static let ownOrder = "own"

  /// What `sort` is to do with the list: a column's title or the beginning of one, and then perhaps a direction.
  func order(_ text: String) throws(CommandRefusal) -> ListEdit {
    let columns = list.sortableColumns
    guard !columns.isEmpty else { throw CommandRefusal(Self.nothingToSort) }
    if text.lowercased() == Self.ownOrder { return .sort(column: nil) }
    if let column = try column(text, of: columns) { return .order(column: column, isDescending: nil) }
    if let space = text.lastIndex(of: " "),
      let direction = Self.directions.first(where: { $0.word == text[text.index(after: space)...].lowercased() }),
      let column = try column(String(text[..<space]), of: columns)
    {
      return .order(column: column, isDescending: direction.isDescending)
    }
    throw CommandRefusal("No column “\(text)”: \(columns.map(\.title).joined(separator: ", "))")
  }

  /// The column of that title, or of the only title that begins so; nil when none does.
  private func column(
    _ typed: String,
    of columns: [(column: Int, title: String)]
  ) throws(CommandRefusal) -> Int? {
    let wanted = typed.lowercased()
    if let exact = columns.first(where: { $0.title.lowercased() == wanted }) { return exact.column }
    let begun = columns.filter { $0.title.lowercased().hasPrefix(wanted) }
    guard begun.count < 2 else {
      throw CommandRefusal("“\(typed)” can be \(begun.map(\.title).joined(separator: ", "))")
    }
    return begun.first?.column
  }

  /// The columns that begin with what is typed, and behind a whole one the directions.
  func columnCompletions(of typed: String) -> [(text: String, description: String)] {
    guard !list.sortableColumns.isEmpty else { return [] }
    let wanted = typed.lowercased()
    let sort = list.sort
    return list.sortableColumns.flatMap { column -> [(text: String, description: String)] in
      let title = column.title
      if wanted.hasPrefix(title.lowercased() + " ") {
        return Self.directions.map {
          ("\(title) \($0.word)", $0.isDescending ? "the greatest first" : "the least first")
        }
        .filter { $0.0.lowercased().hasPrefix(wanted) }
      }
      guard title.lowercased().hasPrefix(wanted) else { return [] }
      guard let sort, sort.column == column.column else { return [(title, "")] }
      return [(title, "sorted by it now, the \(sort.isDescending ? "greatest" : "least") first")]
    } + (Self.ownOrder.hasPrefix(wanted) ? [(Self.ownOrder, "the rows' own order")] : [])
  }
}
