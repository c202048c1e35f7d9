import Foundation
import SiteNetwork
import TestSupport
import Testing

@testable import CredentialsHTTP

@Suite("Settings in two layers")
struct SettingsLayersTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func secret(_ text: String, as name: String) throws {
    let path = try folder.write(Data(text.utf8), as: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }

  private func read(_ yaml: String, _ variables: [String: String]) throws -> Settings {
    let path = try folder.write(Data(("credentials:\n  url: https://c.example.org\n" + yaml).utf8), as: "config.yaml")
    let named = Dictionary(uniqueKeysWithValues: variables.map { ("LEARNER_RECORDS_" + $0, $1) })
    return try Settings.read(file: path, environment: named)
  }

  /// Where the tokens come from.
  private func origin(_ settings: Settings) throws -> String { try #require(try settings.site()).tokens.origin }

  private static let lms = "lms:\n  url: https://lms.example.org\n  client_id: worker\n"

  @Test("are decided by the variable, also where it says in another way what the file says")
  func variablesWin() throws {
    try secret("a.b.c", as: "token")
    let cases: [(String, [String: String], String, unused: [String])] = [
      (Self.lms + "  client_secret_file: missing\n", ["LMS_CLIENT_SECRET": "s"], "the LMS", ["lms.client_secret_file"]),
      ("token:\n  file: missing\n", ["TOKEN_VALUE": "a.b.c"], "LEARNER_RECORDS_TOKEN_VALUE", ["token.file"]),
      ("token:\n  file: missing\n", ["TOKEN_FILE": folder.file("token")], "the file \(folder.file("token"))", []),
      (
        Self.lms + "  client_secret_file: missing\n", ["TOKEN_VALUE": "a.b.c"], "LEARNER_RECORDS_TOKEN_VALUE",
        ["lms.url", "lms.client_id", "lms.client_secret_file"]
      ),
      (
        "signing:\n  issuer: i\n  audience: a\n  username: w\n  private_key_file: missing\n",
        ["SIGNING_SECRET": "s"], "a key that signs here for w", ["signing.private_key_file"]
      ),
      (
        "signing:\n  issuer: i\n  audience: a\n  username: w\n  private_key_file: missing\n",
        ["SIGNING_SECRET_FILE": folder.file("token")], "a key that signs here for w", ["signing.private_key_file"]
      ),
    ]
    for (yaml, variables, expected, unused) in cases {
      let settings = try read(yaml, variables)
      #expect(try origin(settings).hasPrefix(expected), "\(yaml) \(variables)")
      let marked = settings.listing.filter { $0.origin.hasSuffix(", not used: a variable wins") }.map(\.name)
      #expect(marked.sorted() == unused.sorted())
      try settings.checkSecretFiles()
    }
  }

  @Test("are an error where two of the same layer say the same")
  func doubled() throws {
    let cases: [(String, [String: String], String)] = [
      (
        "token:\n  file: a\n", ["TOKEN_VALUE": "a.b.c", "TOKEN_FILE": "b"],
        "both LEARNER_RECORDS_TOKEN_VALUE and LEARNER_RECORDS_TOKEN_FILE are set"
      ),
      ("token:\n  file: a\n" + Self.lms, [:], "lms.… and token.… are configured"),
      ("", ["TOKEN_VALUE": "a.b.c", "LMS_URL": "https://l.example.org"], "lms.… and token.… are configured"),
      (
        "signing:\n  issuer: i\n  audience: a\n  username: w\n  secret_file: x\n  private_key_file: y\n", [:],
        "both signing.secret_file and signing.private_key_file are set"
      ),
    ]
    for (yaml, variables, expected) in cases {
      let error = #expect(throws: SettingsError.self) { try read(yaml, variables).site() }
      #expect(try #require(error).description.contains(expected))
    }
  }

  @Test("find files from the home, from the file's folder, and in a variable from where the program runs")
  func paths() throws {
    let cases: [(String, [String: String], String)] = [
      ("token:\n  file: ~/tok\n", [:], "/home/me/tok"), ("token:\n  file: tok\n", [:], folder.file("tok")),
      ("token:\n  file: ./tok\n", [:], folder.file("tok")), ("token:\n  file: ../tok\n", [:], folder.file("../tok")),
      ("token:\n  file: /run/tok\n", [:], "/run/tok"),
      ("", ["LEARNER_RECORDS_TOKEN_FILE": "tok"], "tok"),
      ("", ["LEARNER_RECORDS_TOKEN_FILE": "~/tok"], "/home/me/tok"),
    ]
    for (yaml, variables, expected) in cases {
      let path = try folder.write(Data(yaml.utf8), as: "config.yaml")
      let settings = try Settings.read(file: path, environment: variables.merging(["HOME": "/home/me"]) { $1 })
      #expect(settings.text(.tokenFile) == expected, "\(yaml) \(variables)")
    }
  }

  @Test("have every file of a secret checked, whether it is needed yet or not")
  func rights() throws {
    try secret("a.b.c", as: "token")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.file("token"))
    let settings = try read("token:\n  file: token\n", [:])
    let error = #expect(throws: SettingsError.self) { try settings.checkSecretFiles() }
    let text = try #require(error).description
    #expect(text.hasPrefix("token.file: \(folder.file("token")): others can read this secret; run chmod 600"))
  }

  @Test(
    "never repeat what was pasted where a path or a name belongs",
    arguments: [
      "eyJhbGciOiJIUzUxMiJ9.eyJhZG1pbmlzdHJhdG9yIjp0cnVlfQ.c2lnbmF0dXJl", "e30.e30.hunter2hunter2",
      "0123456789abcdef0123456789abcdef0123", "eyJhbGciOiJIUzUxMiJ9",
    ]
  )
  func pasted(_ text: String) throws {
    for key in SettingKey.allCases where !key.isSecret && key.rawValue.hasSuffix("file") {
      let yaml = key.rawValue.split(separator: ".").joined(separator: ":\n  ") + ": \(text)\n"
      let path = try folder.write(Data(yaml.utf8), as: "config.yaml")
      for (file, variables) in [(path, [:]), (nil, [key.environmentName: text])] as [(String?, [String: String])] {
        let error = #expect(throws: SettingsError.self) { try Settings.read(file: file, environment: variables) }
        let said = try #require(error).description
        #expect(said.contains("what looks like a secret") && !said.contains(text), "\(said)")
      }
    }
    guard text.hasPrefix("e") else { return }
    for yaml in ["lms:\n  client_id: \(text)\n", "ui:\n  theme: \(text)\n", "\(text): 1\n", "token:\n  \(text): 1\n"] {
      let path = try folder.write(Data(yaml.utf8), as: "config.yaml")
      let error = #expect(throws: SettingsError.self) { try Settings.read(file: path, environment: [:]) }
      #expect(try !#require(error).description.contains(text))
    }
  }
}
