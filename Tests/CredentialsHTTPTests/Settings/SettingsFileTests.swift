import CredentialsHTTP
import Foundation
import TestSupport
import Testing

@Suite("A configuration file")
struct SettingsFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func failure(_ text: String, as name: String = "config.yaml") throws -> String {
    let path = try folder.write(Data(text.utf8), as: name)
    let error = #expect(throws: SettingsError.self) { try Settings.read(file: path, environment: [:]) }
    return String(try #require(error).description.dropFirst(path.count + 2))
  }

  @Test(
    "that holds nothing, or only sections without settings, means no settings",
    arguments: [
      "", "\n\n", "# a word\n  # another\n", "---\n", "\u{FEFF}# a word\n", "credentials:\n", "credentials: ~\n",
      "credentials:\n  # url: x\nui:\n  columns:\n", "credentials: {}\n",
    ]
  )
  func empty(_ text: String) throws {
    let path = try folder.write(Data(text.utf8), as: "config.yaml")
    let settings = try Settings.read(file: path, environment: [:])
    #expect(settings.file == path)
    #expect(settings.listing.allSatisfy { $0.origin == "default" })
  }

  @Test("that is no YAML is said to be what it is, with the line, and never quoted")
  func mistakes() throws {
    let cases = [
      ("hunter2\n", "the file holds no settings, but a text or a list"), ("- hunter2\n", "but a text or a list"),
      ("credentials:\n\turl: hunter2\n", "line 2 begins with a tab; YAML wants spaces"),
      ("credentials:\n  url: a\n\n  url: hunter2\n", "credentials.url stands twice, on the lines 2 and 4"),
      ("ui:\n  mouse: true\ncredentials:\n  url: a\nui:\n  theme: dark\n", "ui stands twice, on the lines 1 and 5"),
      ("hunter2: 1\nhunter2: 2\n", "a name stands twice, on the lines 1 and 2"),
      (
        "credentials:\n  url: \"hunter2\nlms:\n  url: x\n",
        "the file ends before a quotation mark or a bracket is closed"
      ),
      ("credentials:\n  url: a\n lms: hunter2\n", "line 3 is not well-formed YAML"),
      ("credentials: hunter2\n", "credentials is a section; write its settings on lines of their own"),
    ]
    for (text, expected) in cases {
      let said = try failure(text)
      #expect(said.contains(expected) && !said.contains("hunter2"), "\(said)")
    }
  }

  @Test("with a name that is none is told the nearest, and where all stand")
  func nearest() throws {
    let cases = [
      ("credentials:\n  ulr: x\n", "“credentials.ulr”; did you mean credentials.url?"),
      ("credential:\n  url: x\n", "did you mean credentials.url?"), ("url: x\n", "did you mean credentials.url?"),
      ("lms:\n  clientid: x\n", "did you mean lms.client_id?"), ("Token:\n  File: x\n", "did you mean token.file?"),
      ("quite:\n  another: x\n", "“quite.another”; learner-records config --example lists all"),
    ]
    for (text, expected) in cases {
      let said = try failure(text)
      #expect(said.contains(expected) && said.hasSuffix("learner-records config --example lists all"), "\(said)")
    }
    let error = #expect(throws: SettingsError.self) {
      try Settings.read(file: nil, environment: ["LEARNER_RECORDS_CREDENTIALS_ULR": "x"])
    }
    #expect(try #require(error).description.contains("did you mean LEARNER_RECORDS_CREDENTIALS_URL?"))
  }

  @Test("that is missing, a folder or not to be read is said to be that")
  func unread() {
    for (path, expected) in [
      (folder.file("none.yaml"), "there is no such configuration file"), (folder.path, "this is a folder"),
    ] {
      let error = #expect(throws: SettingsError.self) { try Settings.read(file: path, environment: [:]) }
      #expect(error?.description.hasPrefix("\(path): \(expected)") == true, "\(String(describing: error))")
    }
  }

  @Test("as the example has it holds no settings, and with each line set it names all that there are")
  func example() throws {
    let path = try folder.write(Data(SettingsExample.lines.joined(separator: "\n").utf8), as: "config.yaml")
    let settings = try Settings.read(file: path, environment: [:])
    #expect(settings.listing.allSatisfy { $0.origin == "default" })
    let set = SettingsExample.lines.map { line in
      line.replacing(/^( *)#([a-z_]+: )/) { "\($0.1)\($0.2)" }
    }
    let whole = try folder.write(Data(set.joined(separator: "\n").utf8), as: "whole.yaml")
    let listing = try Settings.read(file: whole, environment: [:]).listing
    #expect(listing.allSatisfy { $0.origin == "file \(whole)" })
    #expect(listing.map(\.name) == SettingKey.allCases.filter { !$0.isSecret }.map(\.rawValue))
    // What has a default stands there with it.
    let standards = Dictionary(uniqueKeysWithValues: settings.listing.map { ($0.name, $0.value) })
    for row in listing { #expect(standards[row.name] ?? row.value == row.value) }
    let text = SettingsExample.lines.joined(separator: "\n")
    for key in SettingKey.allCases {
      #expect(key.isSecret ? text.contains(key.environmentName) : text.contains("# \(key.meaning)"))
    }
  }

  @Test("that others can write is refused, since it decides where the token goes", arguments: [0o620, 0o602, 0o666])
  func writable(_ mode: Int) throws {
    let path = try folder.write(Data("credentials:\n  url: https://a.example.org\n".utf8), as: "config.yaml")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    let error = #expect(throws: SettingsError.self) { try Settings.read(file: path, environment: [:]) }
    #expect(try #require(error).description.contains("others can write this configuration file"))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(try Settings.read(file: path, environment: [:]).file == path)
  }

  @Test("names the oldest TLS and the Host header", arguments: ["'1.3'", "\"1.3\"", "1.3"])
  func transport(_ version: String) throws {
    let text = "credentials:\n  tls_minimum: \(version)\n  host: credentials.example.org:8000\n"
    let path = try folder.write(Data(text.utf8), as: "config.yaml")
    let rows = try Settings.read(file: path, environment: [:]).listing
    #expect(rows.first { $0.name == "credentials.tls_minimum" }?.value == "1.3")
    #expect(rows.first { $0.name == "credentials.host" }?.value == "credentials.example.org:8000")
  }

  @Test("with another version of TLS, or a Host that is none, is refused")
  func badTransport() throws {
    #expect(try failure("credentials:\n  tls_minimum: '1.1'\n").contains("must be “1.2” or “1.3”"))
    for host in ["https://a.example.org", "a b", "a/b", "a:0", "x@a"] {
      #expect(try failure("credentials:\n  host: \"\(host)\"\n").contains("credentials.host"), "\(host)")
    }
  }
}
