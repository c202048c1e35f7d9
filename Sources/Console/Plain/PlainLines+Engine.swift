import CertificateSync

extension PlainLines {
  /// How the queue stands: why it does or does not post, and its tasks by kind and state.
  package static func queue(_ model: Model) -> [String] {
    queue(model.engine, readOnlyReason: model.heading.readOnlyReason)
  }

  static func queue(_ engine: EngineSnapshot, readOnlyReason: String?) -> [String] {
    let condition = EngineCondition(engine, readOnlyReason: readOnlyReason)
    let table = QueueTableView(depths: engine.queue?.depths ?? [])
    let kinds = table.kinds
    let counts =
      kinds.map { "\(QueueTableView.name(of: $0)): \(table.counts(of: $0))" } + ["All kinds: \(table.counts(of: nil))"]
    return ["Engine \(condition.word): \(condition.reason)"] + (kinds.isEmpty ? ["No task yet"] : counts)
  }

  /// The whole race: each case in both ways, what happened when, and how it ended.
  static func race(_ replay: RaceReplay?) -> [String] {
    guard let race = replay else { return ["Not run; “refresh” runs it"] }
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
