import GRDB
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `The generator of large deployments` {
  private func generate(_ folder: String, learners: Int, seed: Int) throws {
    let arguments = ["generate", "--learners", "\(learners)", "--seed", "\(seed)", "--drift", "5", folder]
    let run = try FinishedProcess(arguments, of: "learner-records-bench")
    #expect(run.status == 0, "\(run.errors)")
  }

  /// All rows of both files, by table, but for the log of changes, which has random numbers.
  private func rows(_ folder: String) throws -> [String: [Row]] {
    var rows: [String: [Row]] = [:]
    for name in ["lms", "credentials"] {
      try DatabaseQueue(path: "\(folder)/\(name).sqlite").read { db in
        let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sync_change'"
        for table in try String.fetchAll(db, sql: tables) {
          rows["\(name).\(table)"] = try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY rowid")
        }
      }
    }
    return rows
  }

  @Test func `makes the same rows of the same seed, and others of another`() throws {
    let folder = try TemporaryFolder()
    try generate(folder.file("one"), learners: 64, seed: 3)
    try generate(folder.file("same"), learners: 64, seed: 3)
    try generate(folder.file("other"), learners: 64, seed: 4)
    let one = try rows(folder.file("one"))
    #expect(one["lms.certificates_generatedcertificate"]?.count ?? 0 > 100)
    #expect(try one == rows(folder.file("same")))
    #expect(try one != rows(folder.file("other")))
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
