import LearnerRecords
import OpenEdX
import Terminal

/// Where the operator is, as a trail, and how many rows are marked there.
struct TrailView {
  let model: Model

  /// The trail in so many columns; the title in its middle gives way to what stands beside it, then its beginning does, and
  /// then all else.
  func text(width: Int) -> String {
    let before = before
    let end = [after].compactMap { $0 }
    guard let middle else { return TextWidth.clipped((before + end).joined(separator: " › ") + notes, to: width) }
    for start in end.isEmpty ? [before] : [before, ["…"]] {
      let room = width - TextWidth.columns(of: (start + [""] + end).joined(separator: " › ") + notes)
      guard room >= 12 else { continue }
      return (start + [TextWidth.clipped(middle, to: room, cut: .middle)] + end).joined(separator: " › ") + notes
    }
    return TextWidth.clipped(username ?? middle, to: max(0, width - TextWidth.columns(of: notes)), cut: .middle) + notes
  }

  private var username: String? {
    switch model.place {
    case .record(let username, _), .person(let username): TextWidth.clipped(username, to: 30, cut: .middle)
    default: nil
    }
  }

  /// Among all learners the learner stands before the program; elsewhere, behind it.
  private var isAmongPeople: Bool { model.area == .records && (model.trails[.records] ?? []).contains(.people) }

  /// Where the area begins.
  private var before: [String] {
    switch model.area {
    case .records: isAmongPeople ? ["All learners", username].compactMap { $0 } : ["Programs"]
    case .findings: ["Causes"]
    case .engine: ["Queue"]
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

  private var after: String? { isAmongPeople ? nil : username }

  private var notes: String {
    let marked = model.list.markedCount
    let range = model.list.rangeCount
    let drift = model.place == .groups && model.list.limit == .drift
    let parts = [
      drift ? "drift only; d shows all" : "", marked > 0 ? "\(marked) marked" : "",
      range > 0 ? "range of \(range)" : "",
    ].filter { !$0.isEmpty }
    return parts.isEmpty ? "" : "   (\(parts.joined(separator: ", ")))"
  }
}
