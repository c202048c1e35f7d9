import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

/// A plan that waits for a yes, with its words wrapped for the screen: a plan may name a thousand rows, and is drawn with
/// every key.
package struct PlanDialog: Sendable {
  let plan: BackfillPlan
  /// What it is about, to make it again.
  let scope: BackfillScope
  /// What is repaired beside the usual.
  private(set) var included: Set<Finding>
  /// Whether another plan is being made in its place, and nothing can be confirmed.
  private(set) var isRemaking = false
  /// Why nothing is posted for now though it is enqueued; nil while the queue is open.
  private(set) var pauseReason: String?
  /// What else could be asked for, when the plan is empty.
  var hint: String?
  /// How many of the plan's tasks wait in the queue already.
  let queued: Int
  /// Why it can only be looked at; nil when it can be confirmed.
  let readOnlyReason: String?
  private let text: PlanText
  private let zone: DisplayZone
  private var wrapped: (width: Int, lines: [String])

  /// Beyond so many rows a plan is counted, not named.
  private static let namedRows = 1000

  init(
    _ plan: BackfillPlan,
    scope: BackfillScope,
    destination: String?,
    size: Size,
    queued: Int = 0,
    pauseReason: String? = nil,
    readOnlyReason: String? = nil,
    zone: DisplayZone = .utc
  ) {
    self.plan = plan
    self.queued = queued
    self.readOnlyReason = readOnlyReason
    self.pauseReason = pauseReason
    self.scope = scope
    included = plan.included.subtracting(BackfillPlan.usual)
    text = PlanText(plan, destination: destination, itemLimit: Self.namedRows)
    self.zone = zone
    let width = DialogText.width(size)
    wrapped = (width, Self.wrap(text.body.map { zone.text($0) }, width: width))
  }

  /// The same, wrapped for another size of the screen.
  func resized(_ size: Size) -> PlanDialog {
    let width = DialogText.width(size)
    guard width != wrapped.width else { return self }
    var changed = self
    changed.wrapped = (width, Self.wrap(text.body.map { zone.text($0) }, width: width))
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

  /// The finding that a key adds to the plan or takes out of it: `1` the first of those that are repaired on request.
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

  /// Whether a yes can be given.
  var isConfirmable: Bool { !plan.isEmpty && readOnlyReason == nil }

  var title: String {
    if isRemaking { return "Making the plan again …" }
    if plan.isEmpty { return "Nothing to backfill here" }
    if readOnlyReason != nil { return "What a backfill would do" }
    return pauseReason == nil ? "Backfill" : "Backfill, while the queue is paused"
  }

  var keys: [KeyHint] {
    if isRemaking { return [.cancels] }
    return !isConfirmable
      ? [.closes] : [KeyHint(key: .character("y"), text: pauseReason == nil ? "y posts" : "y enqueues"), .cancels]
  }

  /// What it comes to, before the rows are named.
  var summary: [String] { text.sums.lines.map { ($0.kind == .warning ? "! " : "") + zone.text($0.text) } }

  /// The plan's words, with what it repairs on request under where posts go.
  var lines: [(text: String, style: Style)] { lines(choices: takesMore ? choices : []) }

  /// The same, with these lines about what it repairs on request.
  func lines(choices: [String]) -> [(text: String, style: Style)] {
    let style = isRemaking ? Theme.quiet : Style.plain
    let wrap = { (text: String, style: Style) in
      Self.wrap([zone.text(text)], width: wrapped.width).map { (text: $0, style: style) }
    }
    var lines = text.sums.lines.filter { $0.kind == .warning }.flatMap { wrap("! " + $0.text, Theme.bad) }
    lines += wrap(text.head, style)
    lines += pause
    lines += hint.map { wrap($0, Theme.key) } ?? []
    lines += text.sums.lines.filter { $0.kind != .warning }.flatMap {
      wrap($0.text, $0.kind == .sum ? Theme.heading : Theme.middling)
    }
    lines += queuedLines
    lines += choices.map { (text: $0, style: Theme.quiet) }
    lines.append((text: "", style: style))
    lines += wrapped.lines.map { (text: $0, style: style) }
    return lines
  }

  /// How many of the tasks wait in the queue already, from a backfill or a save before.
  private var queuedLines: [(text: String, style: Style)] {
    guard queued > 0, !plan.isEmpty else { return [] }
    let what =
      queued == 1 ? "1 of the posts is queued already, and is" : "\(queued) of the posts are queued already, and are"
    return Self.wrap(["\(what) not queued twice."], width: wrapped.width).map { (text: $0, style: Theme.middling) }
  }

  /// Why nothing can be posted, or what becomes of the tasks while the queue is paused.
  private var pause: [(text: String, style: Style)] {
    if let readOnlyReason {
      return Self.wrap(["Nothing can be posted from here: \(readOnlyReason)."], width: wrapped.width)
        .map { (text: $0, style: Theme.middling) }
    }
    guard let pauseReason, !plan.isEmpty else { return [] }
    let text =
      "The queue is paused: \(pauseReason). Tasks are enqueued, and nothing is posted until P in Engine (3) "
      + "resumes it."
    return Self.wrap([text], width: wrapped.width).map { (text: $0, style: Theme.middling) }
  }

  /// The findings that are repaired on request, with their numbers, as many on a line as fit.
  private var choices: [String] {
    let lead = "Repair also:"
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
