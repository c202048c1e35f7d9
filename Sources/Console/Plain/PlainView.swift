/// What of a model is told when it has changed.
struct PlainView {
  let place: Place
  let rows: [[String]]
  /// By what the rows were chosen and ordered, also where that left them as they were.
  let choice: Choice
  let marks: Int
  let position: Int?
  let dialog: Dialog?

  struct Choice: Hashable {
    let filter: String
    let limit: RowLimit
    let sort: ListSort?
    let section: String?
  }

  init(_ model: Model) {
    place = model.place
    rows = PlainLines.rows(model, from: 0)
    choice = Choice(
      filter: PlainLines.filter(model),
      limit: model.list.limit,
      sort: model.list.sort,
      section: PlainLines.section(model)
    )
    marks = model.list.markedCount
    position = model.list.position
    dialog = model.dialog
  }
}
