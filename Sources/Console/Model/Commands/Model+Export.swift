import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  /// The rows of the list that the filter lets through.
  ///
  /// - Parameter onlyChosen: whether only the columns that the operator prefers are wanted; a file has room for all.
  func export(onlyChosen: Bool = false) -> ListExport { screen.export(.shown, onlyChosen ? preferences : nil) }

  /// The rows for a file: the marked ones, also those that a filter hides; all that are shown when none is marked.
  var exportForFile: ListExport { screen.export(list.markedCount > 0 ? .marked : .shown, nil) }

  /// A name for the file in the current folder: what is exported, in letters that every file system takes.
  func exportName(_ format: ListExport.Format) -> String {
    let words = screen.exportName(context).lowercased().split {
      !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".")
    }
    return words.joined(separator: "-").prefix(80) + ".\(format.rawValue)"
  }

  /// The screen as text, without what lies over it.
  func snapshot(path: String) -> FileDraft {
    FileDraft(path: path, name: "the screen", text: RootView(model: self).grid.lines.joined(separator: "\n") + "\n")
  }

  mutating func copyIdentity() -> [Effect] {
    let names = screen.identities.map { preferences.zone.text($0) }
    guard let first = names.first else {
      notice = "Nothing to copy: no row is chosen that has a name"
      return []
    }
    let name = names.count == 1 ? first : "\(names.count) names"
    return [.copy(CopiedText(text: names.joined(separator: "\n"), name: name))]
  }

  /// Copies a report for a ticket.
  mutating func copyReport(_ format: TicketReport.Format) -> [Effect] {
    guard let report = screen.report(context) else {
      notice = "A report is about one learner: open a record, or a history (h)"
      return []
    }
    return [.copy(CopiedText(text: report.written(format), name: "a report, \(report.title)"))]
  }

  /// Copies the commands that repair the marked rows, or the one under the cursor, behind what is in their way.
  mutating func copyNextStep() -> [Effect] {
    let repair = screen.repairCommands(context)
    guard let copied = repair.copied else {
      notice = repair.reason
      return []
    }
    return [.copy(copied)]
  }
}

extension Model {
  /// The screen as a picture, without what lies over it, for the background that the operator prefers.
  package func screenshot(path: String) -> FileDraft {
    let title = "learner-records, " + TrailView(model: self).text(width: size.columns)
    let tone = theme == .light ? BackgroundTone.light : .dark
    return FileDraft(path: path, name: "the screen", text: RootView(model: self).grid.svg(title: title, tone: tone))
  }
}
