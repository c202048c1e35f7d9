import CertificateSync
import OpenEdX
import Terminal

/// A plan that waits for a yes, with its words wrapped for the screen: a plan may name a thousand rows, and is drawn with
/// every key.
public struct PlanDialog: Sendable {
  let plan: BackfillPlan
  /// What it is about, to make it anew.
  let scope: BackfillScope
  /// What is mended beside the usual.
  private(set) var included: Set<Finding>
  /// Whether another plan is being made in its place, and nothing can be confirmed.
  private(set) var isRemaking = false
  /// Why nothing is posted for now though it is enqueued; nil while the queue is open.
  private(set) var pauseReason: String?
  /// What else could be asked for, when the plan is empty.
  var hint: String?
  let summary: [String]
  private let text: [String]
  private var wrapped: (width: Int, lines: [String])

  /// Beyond so many rows a plan is counted, not named.
  private static let namedRows = 1000

  init(_ plan: BackfillPlan, scope: BackfillScope, destination: String, size: Size, pauseReason: String? = nil) {
    self.plan = plan
    self.pauseReason = pauseReason
    self.scope = scope
    included = plan.included.subtracting(BackfillPlan.usual)
    summary = Self.summary(plan)
    text = PlanText(plan, destination: destination, itemLimit: Self.namedRows).lines
    let width = DialogText.width(size)
    wrapped = (width, Self.wrap(text, width: width))
  }

  /// The same, wrapped for another size of the screen.
  func resized(_ size: Size) -> PlanDialog {
    let width = DialogText.width(size)
    guard width != wrapped.width else { return self }
    var changed = self
    changed.wrapped = (width, Self.wrap(text, width: width))
    return changed
  }

  /// The same after the queue was paused or opened again.
  func paused(_ reason: String?) -> PlanDialog {
    var changed = self
    changed.pauseReason = reason
    return changed
  }

  /// The same while a plan with other findings is being made.
  func remaking(with included: Set<Finding>) -> PlanDialog {
    var changed = self
    changed.included = included
    changed.isRemaking = true
    return changed
  }

  /// The finding that a key adds to the plan or takes out of it: `1` the first of those that are mended on request.
  static func finding(for key: Character) -> Finding? {
    guard let number = key.wholeNumberValue, BackfillPlan.onRequest.indices.contains(number - 1) else { return nil }
    return BackfillPlan.onRequest[number - 1]
  }

  /// Whether other findings can be added; a plan for groups of findings is about these alone.
  var takesMore: Bool {
    switch scope {
    case .programs, .learners, .runs: true
    case .groups, .groupLearners: false
    }
  }

  var title: String {
    if isRemaking { return "Making the plan again …" }
    if plan.isEmpty { return "Nothing to backfill" }
    return pauseReason == nil ? "Backfill" : "Backfill, while the queue is paused"
  }

  var keys: [KeyHint] {
    if isRemaking { return [.cancels] }
    return plan.isEmpty
      ? [.closes] : [KeyHint(key: .character("y"), text: pauseReason == nil ? "y posts" : "y enqueues"), .cancels]
  }

  /// The plan's words, with what it mends on request under where posts go.
  var lines: [(text: String, style: Style)] { lines(choices: takesMore ? choices : []) }

  /// The same, with these lines about what it mends on request.
  func lines(choices: [String]) -> [(text: String, style: Style)] {
    let style = isRemaking ? Theme.quiet : Style.plain
    let words = wrapped.lines.map { (text: $0, style: style) }
    let head = words.prefix { !$0.text.isEmpty }
    let sums = Self.wrap(summary, width: wrapped.width).map { (text: $0, style: Theme.heading) }
    let hints = hint.map { Self.wrap([$0], width: wrapped.width) } ?? []
    var lines = Array(head)
    lines += pause
    lines += hints.map { (text: $0, style: Theme.key) }
    lines += sums
    lines += choices.map { (text: $0, style: Theme.quiet) }
    lines += words.dropFirst(head.count)
    return lines
  }

  /// What becomes of the tasks while the queue is paused.
  private var pause: [(text: String, style: Style)] {
    guard let pauseReason, !plan.isEmpty else { return [] }
    let text =
      "The queue is paused: \(pauseReason). Tasks are enqueued, and nothing is posted until P in Engine (3) "
      + "resumes it."
    return Self.wrap([text], width: wrapped.width).map { (text: $0, style: Theme.middling) }
  }

  /// How many rows, before they are named: what is mended by finding, and what is left out by what stands in its way.
  private static func summary(_ plan: BackfillPlan) -> [String] {
    var mended: [Finding: Int] = [:]
    for finding in plan.items.flatMap(\.mended) + plan.programItems.map(\.finding) { mended[finding, default: 0] += 1 }
    let byFinding = Finding.allCases.compactMap { finding in mended[finding].map { "\(finding.rawValue) \($0)" } }
    var left = plan.blockers.map { "\($0.finding.rawValue) \($0.rows)" }
    if !plan.leftOut.isEmpty { left.append("nothing to post \(plan.leftOut.count)") }
    let lines = [("Mends", plan.count, byFinding), ("Leaves out", plan.blocked.count + plan.leftOut.count, left)]
    return lines.filter { $0.1 > 0 }.map { "\($0.0) \(PlanText.count($0.1, "row")): \($0.2.joined(separator: ", "))" }
  }

  /// The findings that are mended on request, with their numbers, as many on a line as fit.
  private var choices: [String] {
    let lead = "Mend also:"
    return BackfillPlan.onRequest.enumerated().reduce(into: [lead]) { lines, next in
      let text = "\(next.offset + 1) [\(included.contains(next.element) ? "x" : " ")] \(next.element.rawValue)"
      let line = (lines.last ?? "") + "  " + text
      if TextWidth.columns(of: line) <= wrapped.width {
        lines[lines.count - 1] = line
      } else {
        lines.append("  " + text)
      }
    }
  }

  private static func wrap(_ text: [String], width: Int) -> [String] {
    text.flatMap { WrappedText($0, width: width, indent: 4).lines }
  }
}
