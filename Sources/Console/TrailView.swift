import LearnerRecords
import Terminal

/// Where the operator is, as a trail, and how many rows are marked there.
struct TrailView {
  let model: Model

  /// The trail in so many columns; the program's title gives way to what follows it.
  func text(width: Int) -> String {
    var end = ""
    if case .record(let username, _) = model.place { end += " › " + TextWidth.clipped(username, to: 30) }
    let markedCount = model.list.markedCount
    if markedCount > 0 { end += "   (\(markedCount) marked)" }
    guard let program = model.program else { return TextWidth.clipped("Programs" + end, to: width) }
    let room = width - TextWidth.columns(of: "Programs › " + end)
    if room < 12 { return TextWidth.clipped(String(end.drop { " ›".contains($0) }), to: width) }
    return "Programs › " + TextWidth.clipped(program.title, to: room) + end
  }
}
