import Foundation
import LoopbackSupport
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread, .timeLimit(.minutes(30))) struct `The settings of a site, on the command line` {
  /// A file of settings in the stage's folder.
  private func file(_ stage: SiteStage, _ text: String, as name: String = "config.yaml") throws -> String {
    try stage.folder.write(Data(text.utf8), as: name)
  }

  @Test func `config prints what is in force and from where, and masks secrets`() throws {
    let stage = try SiteStage()
    let path = try file(stage, "credentials:\n  url: https://a.invalid\n  connections: 4\n")
    let environment = ["LEARNER_RECORDS_TOKEN_VALUE": SiteStage.token]
    for arguments in [["config", "--config", path], ["--config", path, "config"]] {
      let result = try stage.run(arguments, environment)
      #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
      let lines = result.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
      #expect(lines.contains("file: \(path)"))
      #expect(lines.contains("credentials.connections 4 (file \(path))"), "\(lines)")
      #expect(lines.contains("token.value •••••• (environment LEARNER_RECORDS_TOKEN_VALUE)"))
      #expect(lines.contains("credentials.request_timeout 30.0 s (default)"))
      #expect(lines.last == "site: a.invalid")
    }
    let none = try stage.run(["config"], [:])
    #expect(none.status == 0 && none.output.contains("site: none, nothing leaves this machine"))
  }

  @Test func `config finds the file where XDG says, and names mistakes`() throws {
    let stage = try SiteStage()
    try FileManager.default.createDirectory(
      atPath: stage.folder.file("xdg/learner-records"),
      withIntermediateDirectories: true
    )
    let path = try file(stage, "credentials:\n  connections: 2\n", as: "xdg/learner-records/config.yaml")
    let found = try stage.run(["config"], ["XDG_CONFIG_HOME": stage.folder.file("xdg")])
    #expect(found.output.contains("file: \(path)"))
    for (text, environment, message) in [
      ("credentials:\n  ulr: x\n", [:], "credentials.ulr"),
      ("credentials:\n  connections: true\n", [:], "credentials.connections must be a whole number"),
      ("token:\n  value: hunter2-token\n", [:], "token.value does not belong in this file"),
      ("{}", ["LEARNER_RECORDS_CREDENTIALS_ULR": "x"], "LEARNER_RECORDS_CREDENTIALS_ULR"),
      ("credentials:\n  url: http://a.invalid\n", ["LEARNER_RECORDS_TOKEN_VALUE": SiteStage.token], "unencrypted"),
    ] as [(String, [String: String], String)] {
      let result = try stage.run(["config", "--config", file(stage, text)], environment)
      #expect(result.status == 1 && result.errors.contains(message), "\(result.output)\(result.errors)")
      #expect(!(result.output + result.errors).contains("hunter2"))
    }
  }

  @Test func `config --example prints a file that, with one way of tokens, configures a site`() throws {
    let stage = try SiteStage()
    let example = try stage.run(["config", "--example"], ["LEARNER_RECORDS_NO_SUCH": "x"])
    #expect(example.status == 0 && example.errors.isEmpty, "\(example.errors)")
    let environment = [
      "lms": "LMS_CLIENT_SECRET", "token": "TOKEN_VALUE", "signing": "SIGNING_SECRET",
    ]
    for (way, variable) in environment {
      var section = ""
      let lines = example.output.split(separator: "\n").map { line -> String in
        if let name = line.wholeMatch(of: /([a-z]+):/) { section = String(name.1) }
        // The files of the example are not there; the variable stands for the secret.
        guard [way, "credentials", "ui"].contains(section), !line.contains("_file: "), !line.contains("#file: ") else {
          return String(line)
        }
        return String(line).replacing(/^( *)#([a-z_]+: )/) { "\($0.1)\($0.2)" }
      }
      let path = try file(stage, lines.joined(separator: "\n"))
      let result = try stage.run(["config", "--config", path], ["LEARNER_RECORDS_\(variable)": SiteStage.token])
      #expect(result.status == 0 && result.errors.isEmpty, "\(way): \(result.errors)")
      #expect(result.output.contains("site: credentials.example.org"))
    }
  }

  /// Settings by which the program signs its tokens itself, with all claims that a site wants.
  private func signing(_ server: LoopbackServer) -> [String: String] {
    [
      "LEARNER_RECORDS_CREDENTIALS_URL": server.address, "LEARNER_RECORDS_SIGNING_SECRET": "hunter2-signing",
      "LEARNER_RECORDS_SIGNING_ISSUER": "i", "LEARNER_RECORDS_SIGNING_AUDIENCE": "a",
      "LEARNER_RECORDS_SIGNING_USERNAME": "worker",
    ]
  }

  @Test func `doctor checks a site step by step, and ends with 1 and a remedy where posting cannot work`() async throws
  {
    let stage = try SiteStage()
    try await LoopbackServer.run(stage.site.answer) { server in
      let good = try stage.run(["doctor"], signing(server))
      #expect(good.output.hasPrefix("site: 127.0.0.1:\(server.port)\n"))
      let steps = ["name", "health", "token", "rights to add", "rights to view", "a read"]
      let shown = good.output.split(separator: "\n").dropFirst().filter { !$0.hasPrefix("  ") }
      #expect(shown.count == steps.count, "\(good.output)")
      for (line, step) in zip(shown, steps) { #expect(line.hasPrefix(step)) }
      #expect(good.status == 0, "\(good.output)")
    }
    #expect(stage.site.posts.isEmpty)
    let refuses: @Sendable (ReceivedRequest) -> LoopbackReply = { request in
      request.method == "POST"
        ? .json(403, ["detail": "You do not have permission to perform this action."]) : stage.site.answer(request)
    }
    try await LoopbackServer.run(refuses) { server in
      let bad = try stage.run(["doctor"], signing(server))
      #expect(bad.status == 1)
      #expect(bad.output.contains("rights to add") && bad.output.contains("FAILED: "))
      #expect(bad.output.contains("administrator"), "\(bad.output)")
    }
    let refused = try await LoopbackServer.run({ $0.uri == "/health/" ? .json(503, [:]) : stage.site.answer($0) }) {
      try stage.run(["doctor"], stage.environment($0))
    }
    #expect(refused.status == 1 && refused.output.contains("health                FAILED: "), "\(refused.output)")
    #expect(refused.errors.contains("cannot be posted to: health: /health/ answered 503"))
    #expect(refused.errors.split(separator: "\n").count == 1)
    let nowhere = try stage.run(["doctor"], [:])
    #expect(nowhere.status == 1 && nowhere.errors.contains("No site is configured"))
    #expect(nowhere.errors.contains("url: https://credentials.example.org"))
  }

  @Test func `doctor checks the databases also where nothing can be posted, and names both troubles`() async throws {
    let stage = try SiteStage()
    try await LoopbackServer.run({ _ in .json(404, ["detail": "Not found."]) }) { server in
      var environment = stage.environment(server)
      environment["LEARNER_RECORDS_LMS_DATABASE"] = "mysql://reader@127.0.0.1:9/openedx"
      environment["LEARNER_RECORDS_CREDENTIALS_DATABASE"] = "mysql://reader@127.0.0.1:9/credentials"
      let both = try stage.run(["doctor"], environment)
      #expect(both.status == 1)
      #expect(both.errors.contains(" cannot be posted to: health: ") && both.errors.contains("cannot be pulled: "))
    }
  }

  @Test func `no secret is in any output of a run at the most verbose level, searched for`() async throws {
    let secrets = [SiteStage.token, "hunter2-lms", "hunter2-signing"]
    let ways: [[String: String]] = [
      ["TOKEN_VALUE": secrets[0]],
      ["LMS_URL": "LMS", "LMS_CLIENT_ID": "worker", "LMS_CLIENT_SECRET": secrets[1]],
      ["SIGNING_SECRET": secrets[2], "SIGNING_ISSUER": "i", "SIGNING_AUDIENCE": "a", "SIGNING_USERNAME": "w"],
    ]
    for way in ways {
      let stage = try SiteStage()
      // Tokens that the LMS gives and that are signed here are secrets as well: whatever a request carries is.
      let carried = Carried()
      let said = try await LoopbackServer.run { request in
        carried.reply(to: request, from: stage.site)
      } _: { server in
        var environment = ["LEARNER_RECORDS_CREDENTIALS_URL": server.address]
        for (name, value) in way { environment["LEARNER_RECORDS_\(name)"] = value == "LMS" ? server.address : value }
        return try everyCommand(stage, environment)
      }
      #expect(said.contains("award-lost") && said.contains("redirect"), "\(said)")
      #expect(!carried.tokens.isEmpty)
      for secret in secrets + ["hunter2"] + carried.tokens { #expect(!said.contains(secret)) }
    }
  }

  /// All that the commands say and keep, at the most verbose level.
  private func everyCommand(_ stage: SiteStage, _ environment: [String: String]) throws -> String {
    let place = ["--deployment", stage.deployment]
    let verbose = ["sync", "--once", "--log-level", "trace"] + place
    var said = ""
    for arguments in [
      ["config"], ["doctor"], stage.backfill("--yes", "--verify", "--format", "jsonl"), verbose,
      ["sync", "resume"] + place,
      verbose + ["--log-format", "json"], ["sync", "retry", "--all"] + place, ["sync", "resume"] + place,
      stage.backfill("--yes", "--verify"), ["sync", "status"] + place,
    ] {
      let result = try stage.run(arguments, environment)
      said += result.output + result.errors
    }
    said += try String(contentsOfFile: stage.journal, encoding: .utf8)
    for name in ["lms.sqlite", "credentials.sqlite"] {
      said += String(decoding: try Data(contentsOf: URL(fileURLWithPath: stage.deployment + "/" + name)), as: UTF8.self)
    }
    return said
  }
}
