import LearnerRecords
import OpenEdX
import Terminal

/// Where the operator is, as a trail, and how many rows are marked there.
struct TrailView {
  let model: Model

  /// The trail in so many columns; the title in its middle gives way to what follows it.
  func text(width: Int) -> String {
    var end = ""
    if case .record(let username, _) = model.place { end += " › " + TextWidth.clipped(username, to: 30) }
    if case .groups = model.place, model.list.limit == .drift { end += "   (drift only; d shows all)" }
    let markedCount = model.list.markedCount
    if markedCount > 0 { end += "   (\(markedCount) marked)" }
    guard let middle else { return TextWidth.clipped(root + end, to: width) }
    let room = width - TextWidth.columns(of: "\(root) › " + end)
    if room < 12 {
      let last = String(end.drop { " ›".contains($0) })
      return TextWidth.clipped(last.isEmpty || markedCount > 0 && end.hasPrefix("   ") ? middle + end : last, to: width)
    }
    return "\(root) › " + TextWidth.clipped(middle, to: room) + end
  }

  /// Where the area begins.
  private var root: String {
    switch model.area {
    case .records: "Programs"
    case .findings: "Causes"
    case .engine: "Queue"
    }
  }

  /// What was opened from there.
  private var middle: String? {
    switch model.area {
    case .records: return model.program?.title
    case .findings:
      return model.groupAtHand.map { id in
        "\(id.finding.rawValue): \(model.findings.group(id)?.subjectText ?? "nobody any more")"
      }
    case .engine: return model.place == .race ? "the race, replayed" : nil
    }
  }
}
