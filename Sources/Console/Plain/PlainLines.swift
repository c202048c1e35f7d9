import LearnerRecords
import OpenEdX
import Terminal

/// The lines in which a model is told.
package enum PlainLines {
  /// Rows that are told at once.
  package static let pageRows = 20

  /// What is open and where posts go.
  package static func heading(_ model: Model) -> [String] {
    let heading = model.heading
    return [
      "learner-records, \(heading.isSample ? "sample deployment" : "deployment") \(heading.deployment)",
      heading.posts, "Type help for the commands",
    ]
  }

  /// Where the operator is, and what a record says above its rows.
  package static func screen(_ model: Model) -> [String] {
    [TrailView(model: model).text(width: .max)] + model.screen.plainHead(model.context)
  }

  /// Some rows, and how many there are; of the replay, all of it.
  package static func page(_ model: Model, from first: Int) -> [String] {
    if let body = model.screen.plainBody { return body }
    let head = [model.screen.plainSection, model.unreadText(.commands)].compactMap { $0 }
    let count = model.list.visibleCount
    let limits = [
      model.list.limit == .all ? "" : "only \(model.list.limit.title)",
      filter(model).isEmpty ? "" : "with “\(filter(model))”",
      model.screen.countText == "\(model.list.count)" ? "" : model.screen.searchCount ?? "",
    ].filter { !$0.isEmpty }
    let rows = "\(count) \(count == 1 ? "row" : "rows")" + (limits.isEmpty ? "" : ", " + limits.joined(separator: ", "))
    guard count > 0 else { return head + [rows] }
    let last = min(count, first + pageRows)
    let range = last - first < count ? ", \(first + 1) to \(last)" : ""
    return head + ["\(rows)\(range)"] + (first..<last).map { row(model, $0) }
  }

  /// What the rows were looked for by; "" for nothing.
  static func filter(_ model: Model) -> String {
    model.screen.searchText ?? model.list.filter
  }

  /// One row: its number, and each column's title and words; what is blank is left out.
  package static func row(_ model: Model, _ index: Int) -> String {
    let list = model.export(onlyChosen: true)
    let cells = zip(list.titles, list.row(index)).compactMap { title, text in
      text.isEmpty ? nil : "\(title): \(withoutMark(text))"
    }
    return "\(index + 1). \(cells.joined(separator: "; "))" + (model.screen.isMarked(index) ? "; marked" : "")
  }

  /// The rows of a page, to see whether they have changed.
  package static func rows(_ model: Model, from first: Int) -> [[String]] {
    if let body = model.screen.plainBody { return [body] }
    let list = model.export(onlyChosen: true)
    let last = min(list.count, first + pageRows)
    return [["\(list.count)"]] + (first..<max(first, last)).map { list.row($0) }
  }

  /// The state of the engine.
  package static func engine(_ model: Model) -> String {
    EngineView(engine: model.engine, readOnlyReason: model.heading.readOnlyReason, zone: model.preferences.zone)
      .statusLine()
  }

  /// The commands that make sense without a screen, and what the findings mean.
  package static func help(_ model: Model, _ text: String) -> [String] {
    let bindings = KeyBinding.sections(in: model.area).flatMap(\.bindings).filter { binding in
      binding.group != .moving && ![.commands, .redraw, .theme, .help].contains(binding.action)
    }
    let table = bindings.map { binding in
      let argument = argument(of: binding)
      let usage = argument.isEmpty ? binding.command : "\(binding.command) \(argument)"
      let isShut = binding.writes && model.heading.readOnlyReason != nil
      // Which other keys do the same matters where keys are pressed.
      let description = binding.description.prefix(
        upTo: binding.description.firstRange(of: " (also")?.lowerBound ?? binding.description.endIndex
      )
      return "\(usage): \(description)" + (isShut ? " (not now: read-only)" : "")
    }
    let findings = Finding.allCases.map { "\($0.rawValue), \($0.kind.rawValue): \($0.summary)" }
    let lines = PlainCommand.own.map { "\($0.usage): \($0.description)" } + table + findings
    let wanted = text.lowercased()
    let found = wanted.isEmpty ? lines : lines.filter { $0.lowercased().contains(wanted) }
    return found.isEmpty ? ["No command and no finding is called so"] : found
  }

  /// What a command takes where no line opens to type it in.
  private static func argument(of binding: KeyBinding) -> String {
    switch binding.action {
    case .people: "[TEXT]"
    case .pause: "[REASON]"
    default: binding.argument.usage
    }
  }

  /// A heading with the mark before its last words taken out.
  static func withoutBadge(_ text: String) -> String {
    ["✓", "✗", "○"].reduce(text) { $0.replacing(" \($1) ", with: " ") }
  }

  /// A mark that stands before a word says the same as the word.
  static func withoutMark(_ text: String) -> String {
    let marks: Set<Character> = ["✓", "✗", "○", "▸", "~", "!", "#", "·"]
    let body = text.drop { $0 == " " }
    guard let first = body.first, marks.contains(first) else { return String(text) }
    let rest = body.dropFirst()
    if rest.isEmpty { return first == "·" ? "not counted yet" : String(text) }
    return rest.first == " " ? String(text.prefix(text.count - body.count)) + rest.dropFirst() : String(text)
  }
}
