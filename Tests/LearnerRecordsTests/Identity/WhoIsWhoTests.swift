import DatabaseFile
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `Who is who` {
  @Test func `a healthy site has nothing to tell`() throws {
    let site = try Harbour()
    #expect(try site.audit() == [])
    #expect(try site.page("ines")?.rows.map(\.status) == [.earned, .earned])
  }

  @Test func `a learner renamed in the LMS alone has an empty page, and is not awarded again`() throws {
    let site = try Harbour(Fixtures.Harbour.renamed)
    #expect(
      try site.audit() == [
        "tomas.lind HP101 not-earned: award-lost renamed", "tomas.lind HP102 not-earned: award-lost renamed",
        "tomas.lind program: program-award-lost program-unlisted renamed",
      ]
    )
    let row = try #require(try site.rows("tomas.lind").first)
    let steps = row.nextSteps(at: CommandPlace())
    #expect(steps.contains { $0.text.contains("replace_usernames") })
    #expect(steps.contains { $0.command?.contains(#"{"username_mappings": [{"tomas": "tomas.lind"}]}"#) == true })
    #expect(!steps.contains { $0.command?.contains("--backfill") == true })
    #expect(row.notes.contains { $0.contains("“tomas”") && $0.contains("lms_user_id 502") })
    let page = try #require(try site.page("tomas.lind"))
    #expect(page.listWord == nil)
    #expect(page.rows.map(\.status) == [.notEarned, .notEarned])
  }

  @Test func `a name given to somebody else shows the first holder's rows, and says so of each`() throws {
    let site = try Harbour(Fixtures.Harbour.reused)
    #expect(
      try site.audit() == [
        "ines HP101 earned: name-differs account-mismatch",
        "ines HP102 earned: name-differs credential-orphaned account-mismatch",
        "ines program: program-award-stale account-mismatch",
      ]
    )
    let rows = try site.rows("ines")
    #expect(rows.allSatisfy { row in row.notes.contains { $0.contains("501") && $0.contains("777") } })
    #expect(rows.contains { row in row.notes.contains { $0.contains("earlier holder") } })
    #expect(rows.allSatisfy { row in row.notes.contains { $0.contains("prints “Ines Okafor”") } })
    let steps = rows.flatMap { $0.nextSteps(at: CommandPlace()) }
    #expect(steps.contains { $0.text.contains("replace_usernames") && $0.text.contains("earlier holder") })
    let program = try #require(try site.page("ines")?.program)
    #expect(!program.nextSteps(at: CommandPlace()).contains { $0.command?.contains("--backfill") == true })
  }

  @Test func `ids of another person do not exchange two people`() throws {
    let site = try Harbour(
      """
      UPDATE c.core_user SET lms_user_id=NULL WHERE id IN (11,12);
      UPDATE c.core_user SET lms_user_id=502 WHERE username='ines';
      UPDATE c.core_user SET lms_user_id=501 WHERE username='tomas';
      DELETE FROM c.credentials_usercredential WHERE id IN (5,6);
      UPDATE certificates_generatedcertificate SET status='notpassing' WHERE id=21;
      UPDATE c.credentials_usercredential SET status='revoked' WHERE id=4;
      DELETE FROM c.records_usergrade WHERE username='tomas' AND course_run_id=2;
      """
    )
    #expect(
      try site.audit() == [
        "ines HP101 earned: account-mismatch", "ines HP102 earned: account-mismatch",
        "tomas HP101 not-earned: not-passed account-mismatch", "tomas HP102 not-earned: award-lost account-mismatch",
        "tomas program: program-unlisted",
      ]
    )
    #expect(try site.page("ines")?.headerWord == "Earned")
    #expect(try site.page("tomas")?.listWord == nil)
    #expect(try site.rows("tomas").last?.assessment.isBackfillable == true)
    #expect(try site.rows("ines").first?.notes.contains { $0.contains("“tomas”") } == true)
  }

  static let otherCase = """
    UPDATE c.credentials_usercredential SET username='Tomas' WHERE username='tomas';
    UPDATE c.records_usergrade SET username='TOMAS' WHERE username='tomas';
    """

  @Test func `another case of a name is told where the database keeps the two apart`() throws {
    let site = try Harbour(Self.otherCase)
    let rows = try site.rows("tomas")
    #expect(rows.allSatisfy { $0.assessment.shown == .notEarned && $0.isUnshown })
    #expect(rows.allSatisfy { row in row.notes.contains { $0.contains("On MySQL they are one name") } })
    #expect(try site.page("tomas")?.rows.map(\.status) == [.notEarned, .notEarned])
    #expect(try site.page("tomas")?.listWord == nil)
    // Nothing is advised that is wrong on a site's own MySQL.
    let program = try #require(try site.page("tomas")?.program)
    for steps in rows.map({ $0.nextSteps(at: CommandPlace()) }) + [program.nextSteps(at: CommandPlace())] {
      #expect(steps.count == 1 && steps.allSatisfy { $0.text.contains("Nothing to repair on MySQL") })
    }
  }

  @Test func `another case of a name is the same name in a copy of a MySQL database`() throws {
    let tables = ["", "c."].map {
      SyncOrigin.schema.replacing("TABLE sync_origin", with: "TABLE \($0)sync_origin") + ";"
    }
    let site = try Harbour(Self.otherCase + tables.joined())
    #expect(try site.audit() == [])
    #expect(try site.rows("tomas").allSatisfy { $0.assessment.shown == .earned && !$0.notes.isEmpty })
    let page = try #require(try site.page("tomas"))
    #expect(page.rows.map(\.status) == [.earned, .earned])
    #expect(page.listWord == "Completed")
  }

  @Test(arguments: [
    "UPDATE auth_user SET username='retired__user_5f3a' WHERE id=502;",
    """
    CREATE TABLE user_api_userretirementstatus (id integer PRIMARY KEY, original_username text, user_id integer,
      current_state_id integer);
    INSERT INTO user_api_userretirementstatus VALUES (1, 'tomas', 502, 4);
    UPDATE auth_user SET username='someone' WHERE id=502;
    """,
  ])
  func `a retired account is told without the name it gave up`(change: String) throws {
    let site = try Harbour(change)
    let username = change.contains("someone") ? "someone" : "retired__user_5f3a"
    let rows = try site.rows(username)
    #expect(rows.count == 2)
    for row in rows {
      #expect(row.assessment.findings.contains(.retired))
      #expect(!row.assessment.findings.contains(.renamed))
      #expect(!row.evidence.contains { $0.contains("tomas") })
      #expect(!row.nextSteps(at: CommandPlace()).contains { "\($0)".contains("tomas") })
    }
    #expect(try !site.audit().contains { $0.hasPrefix("tomas ") })
  }

  @Test func `a bare account of the new name leaves the learner renamed, with or without a certificate`() throws {
    let bare = "DELETE FROM certificates_generatedcertificate WHERE user_id=502;"
    let site = try Harbour(Fixtures.Harbour.renamed + bare)
    let rows = try site.rows("tomas.lind")
    #expect(rows.map(\.courseRun) == [Harbour.charts, Harbour.radio])
    #expect(rows.allSatisfy { $0.assessment.findings.contains(.renamed) && $0.assessment.shown == .notEarned })
  }

  @Test func `a name is told to differ alike of all learners and of one, with or without an id in Credentials`() throws
  {
    for change in ["", "UPDATE c.core_user SET lms_user_id=NULL WHERE username='ines';"] {
      let site = try Harbour("UPDATE auth_userprofile SET name='Ines Berg' WHERE user_id=501;" + change)
      #expect(try site.audit() == ["ines HP101 earned: name-differs", "ines HP102 earned: name-differs"])
      #expect(try site.rows("ines").allSatisfy { $0.assessment.findings == [.nameDiffers] })
    }
  }

  @Test func `a name that the page prints otherwise than the LMS is told`() throws {
    let site = try Harbour("UPDATE auth_userprofile SET name='Ines Okafor-Berg' WHERE user_id=501;")
    #expect(try site.audit() == ["ines HP101 earned: name-differs", "ines HP102 earned: name-differs"])
    #expect(try site.page("ines")?.detail.fullName == "Ines Okafor")
    #expect(try site.rows("ines").first?.notes.contains { $0.contains("“Ines Okafor-Berg”") } == true)
  }
}
