import ArgumentParser
import CertificateSync
import Foundation

/// `race`: the defect, reproduced, and the fix beside it.
struct RaceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "race",
    abstract: "Reproduce the defect that loses awards, and show the fix beside it.",
    discussion: """
      Two real connections and a real open transaction, on scratch databases that are removed afterwards; no deployment \
      is touched. In the first way the task is handed over inside the transaction and reads before the commit; in the \
      second its row is part of the transaction and the engine is woken on commit.

      Example:
        learner-records race --runs 20
      """
  )

  @ParentCommand var root: LearnerRecordsCommand

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Repeat each case so often and count the outcomes.", valueName: "n")
  )
  var runs = 1

  func validate() throws {
    try root.refuseOptions(in: "race")
    guard runs >= 1 else { throw ValidationError("--runs takes a number of 1 or more.") }
  }

  func run() async throws {
    try await Failure.reporting {
      let scratch = FileManager.default.temporaryDirectory.path + "/learner-records-race-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: scratch) }
      var wrong = 0
      for scenario in RaceScenario.allCases {
        for dispatch in RaceDispatch.allCases {
          wrong += try await show(Race(scratch: scratch), scenario, dispatch)
        }
      }
      if wrong > 0 {
        throw Failure("\(PlanText.count(wrong, "run")) with dispatch on commit did not end as they must.")
      }
    }
  }

  /// - Returns: how many runs of the fix ended wrong; those of the defect are there to go wrong.
  private func show(_ race: Race, _ scenario: RaceScenario, _ dispatch: RaceDispatch) async throws -> Int {
    StandardOutput.line("\(scenario.rawValue), \(dispatch.rawValue)")
    var verdicts: [RaceVerdict: Int] = [:]
    var explanations: [RaceVerdict: String] = [:]
    for number in 1...runs {
      let result = try await race.run(scenario, dispatch)
      verdicts[result.verdict, default: 0] += 1
      explanations[result.verdict] = result.explanation
      guard number == 1 else { continue }
      for entry in result.timeline {
        StandardOutput.line(
          "  \(Self.milliseconds(entry.milliseconds)) ms  \(Self.padded(entry.actor.rawValue))  \(entry.text)"
        )
      }
    }
    let counted = verdicts.sorted { $0.key.rawValue < $1.key.rawValue }
    for (verdict, count) in counted {
      let times = runs == 1 ? "" : " \(count) of \(runs)"
      StandardOutput.line("  → \(verdict.rawValue)\(times): \(explanations[verdict] ?? "")")
    }
    StandardOutput.line()
    let right = verdicts.filter { $0.key.isRight }.values.reduce(0, +)
    return dispatch == .onCommit ? runs - right : 0
  }

  private static func milliseconds(_ value: Double) -> String {
    let micros = Int((value * 1000).rounded())
    let whole = String(micros / 1000)
    let rest = String(micros % 1000)
    return String(repeating: " ", count: max(0, 5 - whole.count)) + whole + "."
      + String(repeating: "0", count: 3 - rest.count) + rest
  }

  private static func padded(_ text: String) -> String {
    text + String(repeating: " ", count: max(0, 6 - text.count))
  }
}
