import CertificateSync

/// The runs of the defect and of the fix, and how far the operator has looked.
struct RaceReplay: Sendable {
  /// A harm, tried in both ways.
  struct Case: Sendable {
    let scenario: RaceScenario
    let defect: Race.Result
    let fix: Race.Result

    /// Steps of the longer way; the verdicts come one after the last.
    var steps: Int { max(defect.timeline.count, fix.timeline.count) + 1 }
  }

  let cases: [Case]
  private(set) var index = 0
  /// How many things that happened are shown, of each way.
  private(set) var step = 1

  init(_ results: [Race.Result]) {
    cases = RaceScenario.allCases.compactMap { scenario in
      let mine = results.filter { $0.scenario == scenario }
      guard let defect = mine.first(where: { $0.dispatch == .insideTransaction }),
        let fix = mine.first(where: { $0.dispatch == .onCommit })
      else { return nil }
      return Case(scenario: scenario, defect: defect, fix: fix)
    }
  }

  var current: Case? { cases.indices.contains(index) ? cases[index] : nil }

  /// Whether all has happened, so that the verdicts are shown.
  var isOver: Bool { current.map { step >= $0.steps } ?? true }

  /// Goes some steps on or back; stops at the ends.
  mutating func go(_ by: Int) {
    let (sum, overflow) = step.addingReportingOverflow(by)
    step = min(max(1, overflow ? (by < 0 ? 1 : .max) : sum), current?.steps ?? 1)
  }

  /// Goes to another case, from its beginning; stops at the ends.
  mutating func goToCase(_ by: Int) {
    let wanted = min(max(0, index + by), cases.count - 1)
    guard wanted != index, wanted >= 0 else { return }
    index = wanted
    step = 1
  }
}
