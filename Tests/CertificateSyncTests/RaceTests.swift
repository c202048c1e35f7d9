import TestSupport
import Testing

@testable import CertificateSync

@Suite("The defect and its fix")
struct RaceTests {
  @Test("Handed over inside the transaction, each scenario does its harm", arguments: RaceScenario.allCases)
  func defect(_ scenario: RaceScenario) async throws {
    let folder = try TemporaryFolder()
    let result = try await Race(scratch: folder.path).run(scenario, .insideTransaction)
    #expect(!result.verdict.isRight)
    #expect(!result.timeline.isEmpty)
  }

  @Test("Dispatched on commit, each scenario ends right", arguments: RaceScenario.allCases)
  func fix(_ scenario: RaceScenario) async throws {
    let folder = try TemporaryFolder()
    let result = try await Race(scratch: folder.path).run(scenario, .onCommit)
    #expect(result.verdict.isRight)
    #expect(result.verdict == (scenario == .phantom ? .nothingRan : .posted))
  }
}
