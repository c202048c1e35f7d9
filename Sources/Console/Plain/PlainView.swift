/// What of a model is told when it has changed.
package struct PlainView {
  /// The screen.
  package let screen: ScreenID
  /// The first page of its rows.
  package let rows: [[String]]
  /// By what the rows were chosen and ordered, also where that left them as they were.
  package let choice: Choice
  /// How many rows are marked.
  package let marks: Int
  /// The row under the cursor.
  package let position: Int?
  /// The open dialog.
  package let dialog: Dialog?

  /// How the rows were chosen and ordered.
  package struct Choice: Hashable {
    let filter: String
    let limit: RowLimit
    let sort: ListSort?
    let section: String?
  }

  /// Takes a model.
  package init(_ model: Model) {
    screen = model.screenID
    rows = PlainLines.rows(model, from: 0)
    choice = Choice(
      filter: PlainLines.filter(model),
      limit: model.list.limit,
      sort: model.list.sort,
      section: model.screen.plainSection
    )
    marks = model.list.markedCount
    position = model.list.position
    dialog = model.dialog
  }
}
