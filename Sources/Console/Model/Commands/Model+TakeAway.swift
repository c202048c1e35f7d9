import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  /// The rows of the list at hand that the filter lets through.
  ///
  /// - Parameter onlyChosen: whether only the columns that the operator prefers are wanted; a file has room for all.
  func export(onlyChosen: Bool = false) -> ListExport {
    let chosen = { (list: Preferences.List) in onlyChosen ? preferences.places(in: list) : nil }
    switch place {
    case .programs: return ListExport(ProgramsView.columns, chosen: chosen(.programs), programs.visible)
    case .learners: return ListExport(LearnersView.columns, chosen: chosen(.learners), learners.visible)
    case .record: return ListExport(RecordView.columns, chosen: chosen(.record), rows.visible)
    case .people: return ListExport(PeopleView.columns, people.visible)
    case .person: return ListExport(PersonView.columns, personPrograms.visible)
    case .groups: return ListExport(FindingGroupsView.columns, findings.groups.visible)
    case .group(let id): return ListExport(FindingLearnersView.columns(of: id), findings.learners.visible)
    case .queue, .race:
      return engineRoom.section == .log
        ? ListExport(EngineRoomView.logColumns, engineRoom.log.visible)
        : ListExport(EngineRoomView.taskColumns, engineRoom.tasks.visible)
    }
  }

  /// The rows for a file: the marked ones, also those that a filter hides; all that are shown when none is marked.
  var exportForFile: ListExport {
    guard list.markedCount > 0 else { return export() }
    switch place {
    case .programs: return Self.marked(ProgramsView.columns, programs)
    case .learners: return Self.marked(LearnersView.columns, learners)
    case .record: return Self.marked(RecordView.columns, rows)
    case .people: return Self.marked(PeopleView.columns, people)
    case .person: return Self.marked(PersonView.columns, personPrograms)
    case .groups: return Self.marked(FindingGroupsView.columns, findings.groups)
    case .group(let id): return Self.marked(FindingLearnersView.columns(of: id), findings.learners)
    case .queue, .race:
      return engineRoom.section == .log
        ? Self.marked(EngineRoomView.logColumns, engineRoom.log)
        : Self.marked(EngineRoomView.taskColumns, engineRoom.tasks)
    }
  }

  private static func marked<Row>(_ columns: [TableColumn<Row>], _ list: ListState<Row>) -> ListExport {
    ListExport(columns, list.rows.filter { list.marked.contains($0.id) }, isOfMarked: true)
  }

  /// Whether the row at a place of the list is marked.
  func isMarked(_ index: Int) -> Bool {
    switch place {
    case .programs: programs.marked.contains(programs.visible[index].id)
    case .learners: learners.marked.contains(learners.visible[index].id)
    case .record: rows.marked.contains(rows.visible[index].id)
    case .people: people.marked.contains(people.visible[index].id)
    case .person: personPrograms.marked.contains(personPrograms.visible[index].id)
    case .groups: findings.groups.marked.contains(findings.groups.visible[index].id)
    case .group: findings.learners.marked.contains(findings.learners.visible[index].id)
    case .queue, .race:
      engineRoom.section == .log
        ? engineRoom.log.marked.contains(engineRoom.log.visible[index].id)
        : engineRoom.tasks.marked.contains(engineRoom.tasks.visible[index].id)
    }
  }

  /// A name for the file in the current folder: what is exported, in letters that every file system takes.
  func exportName(_ format: ListExport.Format) -> String {
    let subject: String
    switch place {
    case .programs: subject = "programs"
    case .learners: subject = "learners \(program?.title ?? "")"
    case .people: subject = "learners found"
    case .groups: subject = "findings"
    case .group(let id): subject = "learners \(id.finding.rawValue)"
    case .queue, .race: subject = engineRoom.section == .log ? "log" : "tasks"
    case .person(let username): subject = "programs \(username)"
    case .record(let username, _): subject = "record \(username) \(program?.title ?? "")"
    }
    let words = subject.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
    return words.joined(separator: "-").prefix(80) + ".\(format.rawValue)"
  }

  /// The screen as text, without what lies over it.
  func snapshot(path: String) -> FileDraft {
    FileDraft(path: path, name: "the screen", text: RootView(model: self).grid.lines.joined(separator: "\n") + "\n")
  }

  /// The identity of the marked rows, or of the one under the cursor; nil where there is none.
  var identity: CopiedText? {
    let names: [String]
    switch place {
    case .programs: names = programs.chosen.map(\.id.hex)
    case .learners: names = learners.chosen.map(\.id)
    case .people: names = people.chosen.map(\.id)
    case .groups: names = findings.groups.chosen.map(\.subjectText)
    case .group: names = findings.learners.chosen.map(\.person.username)
    case .queue, .race:
      names =
        engineRoom.section == .log
        ? engineRoom.log.chosen.map(\.line.message) : engineRoom.tasks.chosen.map(\.task.request.key)
    case .person: names = personPrograms.chosen.map(\.id.hex)
    case .record: names = rows.chosen.flatMap { row in row.row.runs.map(\.courseRun) }
    }
    guard let first = names.first else { return nil }
    return CopiedText(text: names.joined(separator: "\n"), name: names.count == 1 ? first : "\(names.count) names")
  }

  /// The commands that mend the marked rows, or the one under the cursor; nil where no command does.
  var nextStep: CopiedText? {
    let commands: [String]
    switch place {
    case .programs:
      commands = programs.chosen.filter { ($0.counts?.backfillableRows ?? 0) > 0 }.map {
        backfillCommand(user: nil, program: $0.program)
      }
    case .learners(let program):
      commands = learners.chosen.filter { $0.backfillableRows > 0 }.map {
        backfillCommand(user: $0.id, program: program)
      }
    // What is found by name is not judged until it is opened.
    case .people, .queue, .race: commands = []
    case .groups: commands = findings.groups.chosen.compactMap { $0.nextStep(at: heading.commandPlace).command }
    case .group:
      commands = findings.learners.chosen.flatMap { learner in
        (learner.run?.nextSteps(at: heading.commandPlace) ?? [])
          + (learner.programRecord?.nextSteps(at: heading.commandPlace) ?? [])
      }.compactMap(\.command)
    case .person(let username):
      commands = personPrograms.chosen.filter { $0.summary.backfillableRows > 0 }.map {
        backfillCommand(user: username, program: $0.program)
      }
    case .record:
      let runs = rows.chosen.flatMap(\.row.runs).flatMap { $0.nextSteps(at: heading.commandPlace) }
      let ofRows = runs.compactMap(\.command)
      let ofProgram = record?.program?.nextSteps(at: heading.commandPlace).compactMap(\.command) ?? []
      if ofRows.isEmpty, let command = ofProgram.first {
        return CopiedText(text: ofProgram.joined(separator: "\n"), name: "for the program, not the row: \(command)")
      }
      commands = ofRows + ofProgram
    }
    var seen: Set<String> = []
    let unique = commands.filter { seen.insert($0).inserted }
    guard let first = unique.first else { return nil }
    return CopiedText(
      text: unique.joined(separator: "\n"),
      name: unique.count == 1 ? first : "\(unique.count) commands"
    )
  }

  /// Whether nothing was found in the chosen rows of a record that would need mending, and nothing of its program.
  private var nothingIsWrong: Bool {
    guard case .record = place else { return false }
    return rows.chosen.allSatisfy { !FindingSet($0.findings).intersects(.drift) }
      && record?.program?.findings.isEmpty ?? true
  }

  private func backfillCommand(user: String?, program: ProgramUUID) -> String {
    BackfillCommandText.command(at: heading.commandPlace, user: user, program: program)
  }

  mutating func copyIdentity() -> [Effect] {
    guard let identity else {
      notice = "Nothing to copy: no row is chosen that has a name"
      return []
    }
    return [.copy(identity)]
  }

  mutating func copyNextStep() -> [Effect] {
    guard let nextStep else {
      notice =
        nothingIsWrong
        ? "Nothing to copy: nothing is wrong with what is chosen"
        : "Nothing to copy: no command mends what is chosen"
      return []
    }
    return [.copy(nextStep)]
  }
}
