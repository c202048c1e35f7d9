import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  /// What a typed line can become: a command's name, or what the command takes.
  func completions(of text: String) -> [Completion] {
    guard let space = text.firstIndex(of: " ") else { return Self.names(text, in: area) }
    guard let binding = KeyBinding.table.first(where: { $0.command == text[..<space] }) else { return [] }
    let typed = text[space...].drop { $0 == " " }
    return objects(of: binding.argument, beginning: String(typed)).map { object in
      Completion(
        line: "\(binding.command) \(object.text)",
        description: object.description,
        needsMore: object.text.hasSuffix(" ")
      )
    }
  }

  /// More than can be chosen from is of no use; a list of learners can hold a million.
  private static let mostCompletions = 50

  /// Names that begin with the text come first.
  private static func names(_ text: String, in area: Area) -> [Completion] {
    let wanted = text.lowercased()
    let here = KeyBinding.table.filter { $0.areas.contains(area) && $0.action != .commands }
    let begun = here.filter { $0.command.hasPrefix(wanted) }
    let others = here.filter { !$0.command.hasPrefix(wanted) && $0.command.contains(wanted) }
    return (begun + others).map { binding in
      let needsMore = binding.argument.isRequired
      return Completion(
        line: needsMore ? binding.command + " " : binding.command,
        description: binding.description,
        needsMore: needsMore,
        takesMore: binding.argument != .nothing && !needsMore
      )
    }
  }

  /// The learners of the program that is open in Records.
  private var learners: [LearnerRow] {
    trail(of: .records).screens.lazy.compactMap { ($0 as? LearnersScreen)?.rows.rows }.first ?? []
  }

  private func objects(
    of argument: KeyBinding.Argument,
    beginning typed: String
  ) -> [(text: String, description: String)] {
    let wanted = Array(typed.lowercased().utf8)
    let begins = { (text: String) in text.lowercased().utf8.starts(with: wanted) }
    switch argument {
    case .nothing, .filter, .file: return []
    case .finding:
      let limits = [("all", "all rows"), ("drift", "rows with drift")]
      return (limits + Finding.allCases.map { ($0.rawValue, $0.summary) }).filter { begins($0.0) }
    case .column: return columnCompletions(of: typed)
    case .program:
      return programs.lazy.filter { begins($0.title) }.prefix(Self.mostCompletions).map {
        ($0.title, $0.organizations.joined(separator: ", "))
      }
    case .learner:
      return learners.lazy.filter { begins($0.id) }.prefix(Self.mostCompletions).map { ($0.id, $0.fullName) }
    case .report: return TicketReport.Format.allCases.map(\.rawValue).filter(begins).map { ($0, "") }
    case .export:
      return ListExport.Format.allCases.filter { begins($0.rawValue + " ") }.map { format in
        ("\(format.rawValue) \(exportName(format))", "\(export().name) as \(format == .csv ? "CSV" : "JSON lines")")
      }
    case .lms:
      return LMSLine.commands.filter { begins($0.name) }.map { ($0.name, $0.description) }
    case .theme:
      return ColorTheme.allCases.filter { begins($0.rawValue) }.map { ($0.rawValue, "") }
    }
  }
}
