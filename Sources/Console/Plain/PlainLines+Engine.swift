import CertificateSync

extension PlainLines {
  /// How the queue stands: why it does or does not post, and its tasks by kind and state.
  package static func queue(_ model: Model) -> [String] {
    let condition = EngineCondition(model.engine, readOnlyReason: model.heading.readOnlyReason)
    let table = QueueTableView(depths: model.engine.queue?.depths ?? [])
    let kinds = table.kinds
    let counts = kinds.map { "\($0): \(table.counts(of: $0))" } + ["All kinds: \(table.counts(of: nil))"]
    return ["Engine \(condition.word): \(condition.reason)"] + (kinds.isEmpty ? ["No task yet"] : counts)
  }

  /// What the rows are, where a place has two lists; nil elsewhere.
  static func section(_ model: Model) -> String? {
    guard model.place == .queue else { return nil }
    switch model.engineRoom.section {
    case .tasks: return "Tasks under way, to be tried again or dead; “section” tells the log"
    case .log: return "Log, \(model.engineRoom.threshold.title), the newest last; “section” tells the tasks"
    }
  }

  /// The whole race: each case in both ways, what happened when, and how it ended.
  static func race(_ model: Model) -> [String] {
    guard let race = model.engineRoom.race else { return ["Not run; “refresh” runs it"] }
    return race.cases.enumerated().flatMap { index, harm in
      ["\(harm.scenario.rawValue), case \(index + 1) of \(race.cases.count)"]
        + [harm.defect, harm.fix].flatMap(way)
    }
  }

  private static func way(_ result: Race.Result) -> [String] {
    let steps = result.timeline.enumerated().map { index, entry in
      let actor = entry.actor == .lms ? "LMS" : "worker"
      return "\(index + 1). \(RaceColumn.milliseconds(entry.milliseconds)), \(actor): \(entry.text)"
    }
    let verdict = "\(result.verdict.isRight ? "Right" : "Wrong"), \(result.verdict.rawValue): \(result.explanation)"
    return ["The way “\(result.dispatch.rawValue)”:"] + steps + [verdict]
  }
}
