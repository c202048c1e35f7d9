import LearnerRecords
import Terminal

/// Where the operator is, as a trail, and how many rows are marked there.
struct TrailView {
  let model: Model

  /// The trail in so many columns; the program's title gives way to what stands beside it, and then all else does.
  func text(width: Int) -> String {
    let place = model.place
    let trail = model.trails[model.area] ?? []
    let username: String? =
      switch place {
      case .record(let username, _), .person(let username): TextWidth.clipped(username, to: 30)
      case .programs, .learners, .people: nil
      }
    let isPeople = trail.contains(.people)
    let title = model.program?.title
    // Among all learners the learner stands before the program; in a program, behind it.
    let before = isPeople ? ["All learners", username].compactMap { $0 } : ["Programs"]
    let after = isPeople ? [] : [username].compactMap { $0 }
    guard let title else { return TextWidth.clipped((before + after).joined(separator: " › ") + marks, to: width) }
    let around = TextWidth.columns(of: (before + [""] + after).joined(separator: " › ") + marks)
    let room = width - around
    if room >= 12 {
      return (before + [TextWidth.clipped(title, to: room)] + after).joined(separator: " › ") + marks
    }
    return TextWidth.clipped((username ?? title) + marks, to: width)
  }

  private var marks: String {
    let marked = model.list.markedCount
    let range = model.list.rangeCount
    let parts = [marked > 0 ? "\(marked) marked" : "", range > 0 ? "range of \(range)" : ""].filter { !$0.isEmpty }
    return parts.isEmpty ? "" : "   (\(parts.joined(separator: ", ")))"
  }
}
