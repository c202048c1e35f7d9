import Foundation
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `The generator of large deployments` {
  private func generate(_ folder: String, learners: Int, seed: Int) throws {
    let arguments = ["generate", "--learners", "\(learners)", "--seed", "\(seed)", "--drift", "5", folder]
    let run = try FinishedProcess(arguments, of: "learner-records-bench")
    #expect(run.status == 0, "\(run.errors)")
  }

  private func bytes(_ folder: String) throws -> [Data] {
    try ["lms.sqlite", "credentials.sqlite"].map { try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")) }
  }

  @Test func `makes the same bytes of the same seed, and others of another`() throws {
    let folder = try TemporaryFolder()
    try generate(folder.file("one"), learners: 64, seed: 3)
    try generate(folder.file("same"), learners: 64, seed: 3)
    try generate(folder.file("other"), learners: 64, seed: 4)
    #expect(try bytes(folder.file("one")) == bytes(folder.file("same")))
    #expect(try bytes(folder.file("one")) != bytes(folder.file("other")))
  }

  @Test func `makes a deployment whose only drift is what was asked for`() throws {
    let folder = try TemporaryFolder()
    let run = try FinishedProcess(
      ["generate", "--learners", "400", "--drift", "0", folder.file("clean")],
      of: "learner-records-bench"
    )
    #expect(run.status == 0, "\(run.errors)")
    let audit = try FinishedProcess(["audit", "--format", "csv", "--deployment", folder.file("clean")])
    #expect(audit.status == 0, "\(audit.output.suffix(300))")
    try generate(folder.file("spoilt"), learners: 400, seed: 3)
    #expect(try FinishedProcess(["audit", "--deployment", folder.file("spoilt")]).status == 2)
  }
}
