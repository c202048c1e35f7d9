import DatabaseFile
import Foundation
import GRDB
import LearnerRecords
import MariaDBSupport
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@testable import learner_records

@Suite(.ownThread, PullStage.isAvailable, .timeLimit(.minutes(30)))
struct `A dump of a whole site, imported` {
  @Test func `shows every learner as the site's own databases do, and has the same findings`() throws {
    let folder = try TemporaryFolder()
    let site = try ServedSite(MariaDBServer.shared.get())
    defer { site.remove() }
    let dump = folder.file("dump.sql.gz")
    let script = """
      set -e -o pipefail
      mariadb-dump --no-defaults --socket="$1" --user=root --single-transaction --databases "$2" "$3" | gzip -1 >"$4"
      """
    let made = try FinishedProcess(
      executable: "/bin/bash",
      ["-c", script, "bash", site.server.socket, site.lms, site.credentials, dump]
    )
    try #require(made.status == 0, "\(made.errors)")
    let run = try Command.run("import", dump, "--deployment", folder.file("site"), in: folder.path)
    #expect(run.status == 0, "\(run.errors)")

    let golden = try Fixtures.goldenDeployment()
    #expect(try audit(folder.file("site")) == audit(golden.path))
    // A service on MySQL gives awards in another order than one on SQLite.
    for name in ["lms.sqlite", "credentials.sqlite"] {
      let origin = try DatabaseQueue(path: folder.file("site/\(name)")).read { db in try SyncOrigin.read(db) }
      try DatabaseQueue(path: golden.file(name)).write { db in try origin?.write(db) }
    }
    let now = UTCTime.now
    let (imported, recorded) = (try RecordStore(folder: folder.file("site")), try RecordStore(folder: golden.path))
    let learners = try DatabaseQueue(path: golden.file("lms.sqlite")).read { db in
      try String.fetchAll(db, sql: "SELECT username FROM auth_user ORDER BY id")
    }
    #expect(learners.count > 300)
    for learner in learners {
      let shown = try [imported, recorded].map { store in
        try store.read { reader in
          let match = try #require(try reader.findLearner(learner))
          return try ShowJSON.text(ShowJSON(reader: reader, match: match, now: now).value(program: nil, spelled: nil))
        }
      }
      #expect(shown[0] == shown[1], "\(learner)")
    }
  }

  private func audit(_ folder: String) throws -> String {
    let run = try Command.run("audit", "--all", "--format", "jsonl", "--deployment", folder, in: "/")
    #expect(run.errors.isEmpty)
    return run.output
  }
}
