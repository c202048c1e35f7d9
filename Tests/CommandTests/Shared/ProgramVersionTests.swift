import ProcessTestSupport
import Testing

@testable import learner_records

@Suite(.ownThread) struct ProgramVersionTests {
  @Test func `a packaged build says its commit and day`() {
    #expect(ProgramVersion.text(commit: "a556f47", date: "2026-11-28").hasSuffix(" (a556f47, 2026-11-28)"))
  }

  @Test func `a build from a clone says so`() {
    #expect(ProgramVersion.text(commit: "", date: "") == "\(ProgramVersion.number) (built from source)")
  }

  @Test func `the number is semantic`() throws {
    #expect(try /[0-9]+\.[0-9]+\.[0-9]+/.wholeMatch(in: ProgramVersion.number) != nil)
  }
}
