import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `Finding a learner` {
  @Test func `takes a name, an address or an LMS id`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      for text in ["learner00004", "LEARNER00004@example.org", "1004", "Learner00004"] {
        let found = try reader.findLearner(text)
        #expect(found?.person.username == "learner00004", "\(text)")
      }
      let nobody = try [reader.findLearner("nobody at all"), reader.findLearner("0")]
      #expect(nobody.allSatisfy { $0 == nil })
    }
  }

  @Test func `offers the nearest names, a swap of letters being one change`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      let swapped = try reader.nearestNames(to: "laerner00007")
      #expect(swapped.first == "learner00007")
      let two = try reader.nearestNames(to: "learner00007", limit: 2)
      #expect(two.count == 2)
      let begun = try reader.nearestNames(to: "learn", limit: 3)
      #expect(begun.count == 3 && begun.allSatisfy { $0.hasPrefix("learner") })
      #expect(try reader.nearestNames(to: "le").isEmpty)
      let none = try reader.nearestNames(to: "entirely something else")
      #expect(none.isEmpty)
    }
  }

  @Test(arguments: [false, true])
  func `matches rows of another case by either kind of index`(hasIndexWithoutCase: Bool) throws {
    let deployment = try Deployment()
    try deployment.execute(
      .credentials,
      """
      UPDATE credentials_usercredential SET username = 'LeArNeR00004' WHERE username = 'learner00004';
      UPDATE records_usergrade SET username = 'LeArNeR00004' WHERE username = 'learner00004';
      DELETE FROM core_user WHERE username = 'learner00004';
      """
    )
    if hasIndexWithoutCase {
      try deployment.execute(
        .credentials,
        """
        CREATE INDEX one ON credentials_usercredential (username COLLATE NOCASE);
        CREATE INDEX two ON records_usergrade (username COLLATE NOCASE);
        """
      )
    }
    try deployment.read { reader in
      let rows = try reader.runRecords(of: "learner00004", now: Clock.golden)
      #expect(rows.contains { $0.credential?.username == "LeArNeR00004" })
      #expect(rows.contains { $0.notes.contains { $0.contains("matched without case") } })
    }
  }

  @Test func `reads a program's learners page by page`() throws {
    let deployment = try Deployment()
    try deployment.read { reader in
      let program = reader.programs()[0].program
      let all = try reader.learners(ofProgram: program, now: Clock.golden).map(\.person.username)
      var paged: [String] = []
      while true {
        let page = try reader.learners(ofProgram: program, after: paged.last, limit: 7, now: Clock.golden)
        guard !page.isEmpty else { break }
        paged += page.map(\.person.username)
      }
      #expect(paged == all)
      #expect(all.count > 7)
    }
  }
}
