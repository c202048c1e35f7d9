import CredentialsHTTP
import Foundation
import SiteNetwork
import TestSupport
import Testing

@Suite("A configured site")
struct ConfiguredSiteTests {
  private func service(_ settings: [String: String]) throws -> RemoteCredentialsService? {
    let environment = Dictionary(
      uniqueKeysWithValues: settings.map { (SettingKey(rawValue: $0)?.environmentName ?? $0, $1) }
    )
    return try Settings.read(file: nil, environment: environment).site()
  }

  private func failure(_ settings: [String: String]) throws -> String {
    let error = #expect(throws: SettingsError.self) { try service(settings) }
    return try #require(error).description
  }

  @Test("is none where nothing is configured")
  func none() throws {
    #expect(try service([:]) == nil)
  }

  @Test("takes its tokens from the LMS, from a token, or from a key to sign with")
  func ways() throws {
    let url = ["credentials.url": "https://credentials.example.org"]
    let ways = [
      ["lms.url": "https://lms.example.org", "lms.client_id": "worker", "lms.client_secret": "s"],
      ["token.value": "a.b.c"], ["token.file": "/run/token"],
      ["signing.secret": "s", "signing.issuer": "i", "signing.audience": "a", "signing.username": "w"],
    ]
    for way in ways {
      let service = try service(url.merging(way) { $1 })
      #expect(service?.destination == "credentials.example.org")
    }
  }

  @Test("is refused with the name of what is missing, doubled or unusable")
  func mistakes() throws {
    let url = ["credentials.url": "https://credentials.example.org"]
    let lms = ["lms.url": "https://lms.example.org", "lms.client_id": "worker"]
    let cases: [([String: String], String)] = [
      (url, "none is configured"), (["token.value": "x"], "no credentials.url"),
      (url.merging(["token.value": "x", "lms.client_id": "y"]) { $1 }, "lms.… and token.… are configured"),
      (
        url.merging(["token.value": "x", "token.file": "y"]) { $1 },
        "both LEARNER_RECORDS_TOKEN_VALUE and LEARNER_RECORDS_TOKEN_FILE"
      ),
      (url.merging(["lms.client_id": "worker"]) { $1 }, "lms.url is missing"),
      (url.merging(lms) { $1 }, "lms.client_secret_file is missing"),
      (url.merging(["token.value": "hunter2 hunter2"]) { $1 }, "characters that no token has"),
      (url.merging(["signing.secret": "s"]) { $1 }, "signing.issuer is missing"),
      (["credentials.url": "http://credentials.example.org", "token.value": "x"], "unencrypted"),
      (
        url.merging(["token.value": "x", "credentials.ca_file": "/none.pem"]) { $1 },
        "credentials.ca_file: /none.pem: No such file"
      ),
    ]
    for (settings, expected) in cases {
      let text = try failure(settings)
      #expect(text.contains(expected) && !text.contains("hunter2"), "\(text)")
    }
  }

  @Test("is refused when others can read the file of its secret")
  func openSecret() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data("hunter2".utf8), as: "secret")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let text = try failure([
      "credentials.url": "https://credentials.example.org", "lms.url": "https://lms.example.org",
      "lms.client_id": "worker", "lms.client_secret_file": path,
    ])
    #expect(text.hasPrefix("lms.client_secret_file: ") && text.contains("chmod 600") && !text.contains("hunter2"))
  }
}
