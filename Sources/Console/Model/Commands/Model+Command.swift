import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  /// Runs a command as it is typed: its name, or a beginning that no other has, and what it takes.
  ///
  /// - Throws: what is wrong with the line; nothing was changed then.
  mutating func run(_ line: String) throws(CommandRefusal) -> [Effect] {
    let (name, argument) = Self.words(line)
    let binding = try command(named: name)
    guard !argument.isEmpty else {
      if binding.argument.isRequired { throw CommandRefusal("“\(name)” needs \(binding.argument.usage) after it") }
      return start(binding)
    }
    guard binding.argument != .nothing else { throw CommandRefusal("“\(name)” takes nothing after it") }
    guard binding.areas.contains(area) else { return start(binding) }
    if binding.writes, let reason = heading.readOnlyReason { throw CommandRefusal("Not here: \(reason)") }
    notice = nil
    return try perform(binding.action, argument)
  }

  /// The first word and the rest.
  static func words(_ line: String) -> (name: String, argument: String) {
    let parts = line.split(separator: " ", maxSplits: 1)
    let rest = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
    let end = rest.lastIndex { $0 != " " }
    return (parts.first.map(String.init) ?? "", end.map { String(rest[...$0]) } ?? "")
  }

  /// The command of that name, or of which it is the only beginning.
  func command(named name: String) throws(CommandRefusal) -> KeyBinding {
    let all = KeyBinding.table
    if let exact = all.first(where: { $0.command == name }) { return exact }
    let begun = all.filter { $0.command.hasPrefix(name) }
    if begun.count == 1 { return begun[0] }
    if begun.count > 1 {
      throw CommandRefusal("“\(name)” can be \(begun.map(\.command).joined(separator: ", "))")
    }
    var nearest = NearestNames(to: name, limit: 1)
    for binding in all { nearest.add(binding.command) }
    throw CommandRefusal(
      nearest.names.first.map { "No command “\(name)”: “\($0)”?" } ?? "No command “\(name)”: ? lists them"
    )
  }

  private mutating func perform(_ action: KeyBinding.Action, _ argument: String) throws(CommandRefusal) -> [Effect] {
    switch action {
    case .search: edit(.filter(argument))
    case .limit: edit(.limit(try Self.limit(argument)))
    case .sort: edit(try order(argument))
    case .program: return visitProgram(try program(named: argument).program)
    case .learner: return visitLearner(argument)
    case .report:
      guard let format = TicketReport.Format(rawValue: argument) else {
        throw CommandRefusal("“\(argument)” is no format: text or markdown")
      }
      return copyReport(format)
    case .export:
      let (format, path) = Self.words(argument)
      guard let format = ListExport.Format(rawValue: format) else {
        throw CommandRefusal("“\(format)” is no format: csv or jsonl")
      }
      return [.write(exportForFile.draft(format, path: path.isEmpty ? exportName(format) : path))]
    case .snapshot: return [.write(snapshot(path: argument))]
    case .screenshot: return [.write(screenshot(path: argument))]
    case .theme:
      guard let theme = ColorTheme(rawValue: argument) else {
        throw CommandRefusal("“\(argument)” is no theme: \(KeyBinding.Argument.theme.usage)")
      }
      self.theme = theme
      return [.theme(theme)]
    case .lms: return [.changeLMS(try LMSLine(argument, learner: screen.learnerUnderCursor).words)]
    default: throw CommandRefusal("“\(argument)” means nothing here")
    }
    return []
  }

  private static func limit(_ name: String) throws(CommandRefusal) -> RowLimit {
    if let limit = RowLimit(name: name) { return limit }
    var nearest = NearestNames(to: name, limit: 1)
    for finding in Finding.allCases { nearest.add(finding.rawValue) }
    throw CommandRefusal(
      nearest.names.first.map { "No finding “\(name)”: “\($0)”?" } ?? "No finding “\(name)”"
    )
  }

  private func program(named name: String) throws(CommandRefusal) -> ProgramSummary {
    switch NamedProgram(name, among: programs) {
    case .one(let program): return program
    case .several(let found):
      throw CommandRefusal("\(found.count) programs are called “\(name)…”: type more of it")
    case .none(let near):
      throw CommandRefusal("No program “\(name)”" + (near.first.map { ": “\($0.title)”?" } ?? ""))
    }
  }
}
