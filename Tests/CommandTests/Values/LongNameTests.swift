import Foundation
import GRDB
import ProcessTestSupport
import TestSupport
import Testing

/// Names of a megabyte in every column that is shown. How long it takes is no test's matter, but that it takes the square of
/// it would not end here.
@Suite(.ownThread, .timeLimit(.minutes(30))) struct `Names of a megabyte` {
  @Test func `are cut where they are looked at, and told whole as data`() throws {
    let folder = try Fixtures.harbour("DELETE FROM c.credentials_usercredential WHERE id IN (5, 6)")
    let name = String(repeating: "ệ", count: 350_000)
    for (file, changes) in [
      ("lms.sqlite", ["UPDATE auth_userprofile SET name = ?"]),
      (
        "credentials.sqlite",
        [
          "UPDATE core_user SET full_name = ?", "UPDATE catalog_program SET title = ?",
          "UPDATE catalog_organization SET name = ?", "UPDATE catalog_course SET title = ?",
        ]
      ),
    ] {
      let queue = try DatabaseQueue(path: folder.file(file))
      try queue.write { db in for change in changes { try db.execute(sql: change, arguments: [name]) } }
      try queue.close()
    }
    let input = try folder.write(Data("1\n1\ninfo\nquit\n".utf8), as: "lines")
    for arguments in [
      ["--plain", "--read-only"], ["show", "tomas"], ["--backfill", "--dry-run"], ["audit", "--all"],
    ] {
      let result = try Command.run(
        arguments: ["--deployment", folder.path] + arguments,
        in: folder.path,
        input: input
      )
      #expect([0, 2].contains(result.status), "\(arguments): \(result.errors)")
      let longest = result.output.split(separator: "\n").map(\.utf8.count).max() ?? 0
      #expect(longest < 600_000, "\(arguments)")
    }
    let json = try Command.run(
      arguments: ["show", "tomas", "--format", "json", "--deployment", folder.path],
      in: folder.path
    )
    #expect(json.output.contains(name))
  }
}
