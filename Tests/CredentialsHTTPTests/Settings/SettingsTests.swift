import CredentialsHTTP
import Foundation
import OpenEdX
import TestSupport
import Testing

@Suite("The settings")
struct SettingsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(
    _ text: String? = nil,
    as name: String = "config.yaml",
    _ environment: [String: String] = [:]
  ) throws -> Settings {
    let path = try text.map { try folder.write(Data($0.utf8), as: name) }
    return try Settings.read(file: path, environment: environment)
  }

  private func failure(
    _ text: String?,
    as name: String = "config.yaml",
    _ environment: [String: String] = [:]
  ) throws -> String {
    let error = #expect(throws: SettingsError.self) { try read(text, as: name, environment) }
    return try #require(error).description
  }

  private static func row(_ settings: Settings, _ name: String) -> String? {
    settings.listing.first { $0.name == name }.map { "\($0.value) from \($0.origin)" }
  }

  @Test("come from the environment, over the file, over the defaults, and say so")
  func precedence() throws {
    let yaml = "credentials:\n  url: https://a.example.org\n  connections: 4\n  request_timeout: 5\n"
    let settings = try read(
      yaml,
      ["LEARNER_RECORDS_CREDENTIALS_URL": "https://b.example.org", "LEARNER_RECORDS_TOKEN_VALUE": "hunter2"]
    )
    let path = folder.file("config.yaml")
    #expect(
      Self.row(settings, "credentials.url")
        == "https://b.example.org from environment LEARNER_RECORDS_CREDENTIALS_URL"
    )
    #expect(Self.row(settings, "credentials.connections") == "4 from file \(path)")
    #expect(Self.row(settings, "credentials.request_timeout") == "5.0 s from file \(path)")
    #expect(Self.row(settings, "credentials.connect_timeout") == "10.0 s from default")
    #expect(Self.row(settings, "credentials.allow_plain_http") == "false from default")
    #expect(Self.row(settings, "token.value") == "\(Secret.mask) from environment LEARNER_RECORDS_TOKEN_VALUE")
    #expect(Self.row(settings, "lms.url") == nil)
    var dumped = "\(settings)"
    dump(settings, to: &dumped)
    #expect(!dumped.contains("hunter2"))
  }

  @Test("are read from JSON as well")
  func json() throws {
    let settings = try read(
      #"{"credentials": {"url": "http://127.0.0.1:1", "allow_plain_http": true, "connect_timeout": 1.5}}"#,
      as: "config.json"
    )
    #expect(Self.row(settings, "credentials.url")?.hasPrefix("http://127.0.0.1:1") == true)
    #expect(Self.row(settings, "credentials.connect_timeout")?.hasPrefix("1.5 s") == true)
    #expect(Self.row(settings, "credentials.allow_plain_http")?.hasPrefix("true") == true)
  }

  @Test("are looked for where XDG says, else in ~/.config, and need not be there")
  func standardPlaces() throws {
    #expect(try Settings.read(file: nil, environment: ["HOME": folder.path]).file == nil)
    for (variable, place) in [("HOME", ".config/learner-records"), ("XDG_CONFIG_HOME", "learner-records")] {
      try FileManager.default.createDirectory(atPath: folder.file(place), withIntermediateDirectories: true)
      let path = try folder.write(Data("credentials:\n  connections: 2\n".utf8), as: place + "/config.yml")
      #expect(try Settings.read(file: nil, environment: [variable: folder.path]).file == path)
    }
  }

  @Test("that do not exist are errors that name them")
  func unknown() throws {
    #expect(try failure("credentials:\n  ulr: x\n").contains("credentials.ulr"))
    #expect(try failure(#"{"credential": {"url": "x"}}"#, as: "config.json").contains("credential.url"))
    let variable = ["LEARNER_RECORDS_CREDENTIALS_ULR": "x"]
    #expect(try failure(nil, variable).contains("LEARNER_RECORDS_CREDENTIALS_ULR"))
  }

  @Test("of the wrong type or out of range are errors that name them and say what is wanted")
  func wrongTypes() throws {
    let many = try failure("credentials:\n  connections: many\n")
    #expect(many.contains("credentials.connections must be a whole number from 1 to 64"))
    #expect(try failure("credentials:\n  connections: 0\n").contains("credentials.connections must be"))
    for value in ["true", "1.5", "[4]", "{n: 4}", "null"] {
      #expect(try failure("credentials:\n  connections: \(value)\n").contains("credentials.connections"), "\(value)")
      guard value != "{n: 4}", value != "null" else { continue }
      let json = #"{"credentials": {"connections": \#(value)}}"#
      #expect(try failure(json, as: "c.json").contains("credentials.connections"), "\(value)")
    }
    #expect(try failure("credentials:\n  allow_plain_http: 1\n").contains("credentials.allow_plain_http"))
    let flag = #"{"credentials": {"allow_plain_http": 1}}"#
    #expect(try failure(flag, as: "c.json").contains("credentials.allow_plain_http must be true or false"))
    #expect(try failure("credentials: 5\n").contains("credentials"))
    #expect(try failure("credentials:\n  url: [a, b]\n").contains("credentials.url must be a text"))
    #expect(try failure("credentials:\n  url: ''\n").contains("credentials.url is empty"))
    #expect(try failure(#"{"credentials": {"url": 5}}"#, as: "c.json").contains("credentials.url must be a text"))
    let variable = ["LEARNER_RECORDS_CREDENTIALS_REQUEST_TIMEOUT": "soon"]
    #expect(
      try failure(nil, variable).contains("LEARNER_RECORDS_CREDENTIALS_REQUEST_TIMEOUT must be a number of seconds")
    )
    let variableFlag = ["LEARNER_RECORDS_CREDENTIALS_ALLOW_PLAIN_HTTP": "perhaps"]
    #expect(try failure(nil, variableFlag).contains("must be true or false"))
  }

  @Test("never hold a secret in the file, and no error quotes one")
  func secretsInFile() throws {
    for key in ["lms:\n  client_secret", "token:\n  value", "signing:\n  secret"] {
      let text = try failure("\(key): hunter2\n")
      #expect(text.contains("does not belong in this file") && !text.contains("hunter2"))
    }
    for (text, name) in [
      ("token: {value: hunter2", "a.yaml"), (#"{"token": "hunter2"#, "a.json"), ("hunter2", "b.yaml"),
    ] {
      #expect(try !failure(text, as: name).contains("hunter2"))
    }
    for key in ["credentials", "lms"] {
      let text = try failure("\(key):\n  url: https://me:hunter2@example.org\n")
      #expect(text.contains("\(key).url") && !text.contains("hunter2"))
    }
    #expect(throws: SettingsError.self) { try Settings.read(file: folder.file("missing.yaml"), environment: [:]) }
  }
}
