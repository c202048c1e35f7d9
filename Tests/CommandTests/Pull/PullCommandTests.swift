import Foundation
import MariaDBSupport
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread, PullStage.isAvailable, .timeLimit(.minutes(30))) struct `The pull command` {
  @Test func `makes a deployment with an account of its own, and brings it up to date`() throws {
    let stage = try PullStage()
    defer { stage.remove() }
    let first = try stage.pull()
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.errors.isEmpty)
    #expect(first.output.contains("LMS          \(stage.site.lms) of lms.database (mysql://\(stage.account)@"))
    #expect(first.output.contains("\nBoth are of one moment.\n"))
    #expect(first.output.hasSuffix("Next: learner-records --deployment '\(stage.deployment)' audit --summary\n"))

    let golden = try Fixtures.goldenDeployment()
    #expect(try stage.audit() == stage.audit(golden.path))
    for username in ["learner00000", "learner00008", "learner00021", "learner00100"] {
      let shown = try [stage.deployment, golden.path].map {
        try Command.run("show", username, "--format", "json", "--deployment", $0, in: "/")
      }
      #expect(shown[0].status == 0 && shown[0].output == shown[1].output, "\(username)")
    }
    let text = try Command.run("show", "learner00008", "--deployment", stage.deployment, in: "/")
    #expect(text.output.contains("\nData: copy of just now (lms.database (mysql://"))

    let none = try stage.pull()
    #expect(none.output.contains("tables; nothing has changed since the last pull."))
    try stage.server.run("DELETE FROM \(stage.site.credentials).credentials_usercredentialdateoverride")
    #expect(try stage.pull().output.contains("tables; rows were deleted since the last pull."))
    try stage.server.run(
      "UPDATE \(stage.site.lms).certificates_generatedcertificate SET status='notpassing', modified_date=UTC_TIMESTAMP(6)"
    )
    let before = try stage.audit()
    let second = try stage.pull()
    let news = "read again because of changes there or in the copy: certificates_generatedcertificate "
    #expect(second.output.contains(news))
    let after = try stage.audit()
    #expect(after != before)
    #expect(try stage.pull("--anew").output.contains("Both are of one moment."))
    #expect(try stage.audit() == after)
  }

  @Test func `goes through a command that ends in the client program`() throws {
    let stage = try PullStage()
    defer { stage.remove() }
    try stage.configureCommands([
      "sh", "-c", "echo 'Warning: from a wrapper' >&2; exec \"$@\"", "sh", "mariadb", "--no-defaults",
      "--socket=\(stage.server.socket)", "--user=root",
    ])
    let run = try stage.pull()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("of lms.database (sh …), MariaDB "))
    let golden = try Fixtures.goldenDeployment()
    #expect(try stage.audit() == stage.audit(golden.path))
    let doctor = try Command.run(arguments: stage.arguments("doctor"), in: stage.folder.path)
    #expect(doctor.status == 0, "\(doctor.errors)")
    #expect(doctor.output.contains("snapshot              ok: one over both databases"))
  }

  @Test func `says what is wrong and what to do, and leaves the deployment as it was`() throws {
    let stage = try PullStage()
    defer { stage.remove() }
    #expect(try stage.pull().status == 0)
    let before = try stage.audit()
    try stage.configure(password: "wrong")
    let refused = try stage.pull()
    #expect(refused.status == 1)
    #expect(refused.output.isEmpty)
    #expect(refused.errors.contains("error 1045"))
    #expect(refused.errors.contains("Check the account and its password (…database_password_file"))
    #expect(!refused.errors.contains("wrong\n"))
    try stage.configure(port: 1)
    let away = try stage.pull()
    #expect(away.status == 1)
    #expect(away.errors.contains("error 2002") || away.errors.contains("error 2003"))
    #expect(away.errors.contains("Check host, port or socket"))
    try stage.configure(lms: "lms: {}")
    #expect(try stage.pull().errors.contains("credentials.database is configured and lms.database is not"))
    #expect(try stage.audit() == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: stage.deployment).sorted()
        == ["credentials.sqlite", "lms.sqlite"]
    )
  }

  @Test func `a password that others can read is refused before anything is asked, and nothing is made`() throws {
    let stage = try PullStage()
    defer { stage.remove() }
    let file = stage.folder.file("password")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    for arguments in [stage.arguments("pull"), stage.arguments("sync", "--follow"), stage.arguments("doctor")] {
      let run = try Command.run(arguments: arguments, in: stage.folder.path)
      #expect(run.status == 1)
      #expect(
        run.errors.contains("lms.database_password_file: \(file): others can read this secret; run chmod 600 on it"),
        "\(run.errors)"
      )
      #expect(!run.errors.contains("error 1045") && !run.errors.contains("it's #1"))
    }
    #expect(!FileManager.default.fileExists(atPath: stage.deployment))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    let options = try stage.folder.write(Data("[client]\npassword=x\n".utf8), as: "my.cnf")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: options)
    try stage.configureCommands(["mariadb", "--defaults-file=\(options)"])
    let run = try stage.pull()
    #expect(run.status == 1)
    #expect(run.errors.contains("lms.database: \(options): others can read this secret; run chmod 600 on it"))
  }

  @Test func `without settings it says how they look`() throws {
    let folder = try TemporaryFolder()
    let run = try Command.run("pull", in: folder.path)
    #expect(run.status == 1)
    #expect(run.errors.contains("No databases are configured."))
    #expect(run.errors.contains("database: [tutor, local, exec, -T, mysql, mysql"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `Ctrl-C ends it with nothing changed, and meanwhile a second one is refused`() throws {
    let stage = try PullStage()
    defer { stage.remove() }
    let terminal = try Command.onTerminal(
      arguments: stage.arguments("pull", "--polite", "3600"),
      in: stage.folder.path,
      columns: 120
    )
    try terminal.waitFor("rows, about")
    let second = try stage.pull()
    #expect(second.status == 1)
    #expect(second.errors.contains("another import or pull is filling this deployment"))
    try terminal.send("\u{3}")
    try terminal.waitFor("Cancelled; nothing was changed in")
    #expect(try terminal.waitForExit() == .exited(130))
    #expect(terminal.attributes.isSane)
    #expect(!FileManager.default.fileExists(atPath: stage.deployment))
    #expect(try stage.pull().status == 0)
  }

  @Test func `rows that changed between the two moments are marked in audit and plan, and not posted`() throws {
    let stage = try PullStage()
    defer { stage.remove() }
    try stage.server.run(
      """
      CREATE USER '\(stage.account)_l'@'%'; GRANT SELECT ON \(stage.site.lms).* TO '\(stage.account)_l'@'%';
      CREATE USER '\(stage.account)_c'@'%'; GRANT SELECT ON \(stage.site.credentials).* TO '\(stage.account)_c'@'%';
      """
    )
    defer { _ = try? stage.server.run("DROP USER '\(stage.account)_l'@'%'; DROP USER '\(stage.account)_c'@'%'") }
    try stage.server.run(
      """
      UPDATE \(stage.site.lms).certificates_generatedcertificate SET modified_date=UTC_TIMESTAMP(6);
      UPDATE \(stage.site.credentials).credentials_usercredential SET modified=UTC_TIMESTAMP(6);
      """
    )
    try stage.folder.write(
      Data(
        """
        lms:
          database: mysql://\(stage.account)_l@127.0.0.1:\(stage.server.port)/\(stage.site.lms)
        credentials:
          database: mysql://\(stage.account)_c@127.0.0.1:\(stage.server.port)/\(stage.site.credentials)

        """.utf8
      ),
      as: "site.yaml"
    )
    let run = try stage.pull()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("They are of two moments: what changed in between is marked as too new to judge."))
    let audit = try stage.audit()
    #expect(audit.contains("\"too-new\""))
    #expect(!audit.contains("award-lost") && !audit.contains("credential-orphaned"))
    let plan = try Command.run("--backfill", "--dry-run", "--deployment", stage.deployment, in: stage.folder.path)
    #expect(plan.output.contains("Nothing to post: this backfill repairs nothing"), "\(plan.output)\(plan.errors)")
    #expect(!plan.output.contains("award-lost"))
    let summary = try Command.run("audit", "--summary", "--deployment", stage.deployment, in: "/")
    #expect(summary.output.contains("is too new to judge."))
  }
}
