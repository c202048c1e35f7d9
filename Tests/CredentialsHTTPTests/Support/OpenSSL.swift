import Foundation
import ProcessTestSupport
import TestSupport

/// Keys and certificates made for one test by the openssl program.
enum OpenSSL {
  static let path = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Runs it and waits.
  static func run(_ arguments: [String]) throws {
    let run = try FinishedProcess(executable: path ?? "/usr/bin/openssl", arguments)
    guard run.status == 0 else { throw CocoaError(.executableLoad) }
  }

  /// A self-signed certificate for a host or an address.
  static func certificate(for name: String, in folder: TemporaryFolder) throws -> (key: String, certificate: String) {
    let key = folder.file("key.pem")
    let certificate = folder.file("certificate.pem")
    try run([
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
      "-subj", "/CN=loopback", "-addext", "subjectAltName=\(name)",
    ])
    return (key, certificate)
  }

  /// A private key in PEM form.
  static func privateKey() throws -> String {
    let folder = try TemporaryFolder()
    try run(["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", folder.file("key.pem")])
    return try String(contentsOfFile: folder.file("key.pem"), encoding: .utf8)
  }
}
