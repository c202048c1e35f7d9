import CredentialsHTTP
import Foundation
import OpenEdX
import TestSupport
import Testing

@Suite("A secret")
struct SecretTests {
  @Test("is printed, dumped, logged and reflected as a mask")
  func masked() {
    let secret = Secret("hunter2-hunter2")
    var text = "\(secret) \(String(describing: secret)) \(String(reflecting: secret)) \([secret]) \(["k": secret])"
    dump(secret, to: &text)
    dump(Optional(secret), to: &text)
    dump((1, [secret]), to: &text)
    for child in Mirror(reflecting: secret).children { text += "\(child)" }
    #expect(!text.contains("hunter2"))
    #expect(text.contains(Secret.mask))
  }

  @Test("is read from a file that its owner alone can read")
  func file() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data("  hunter2\n".utf8), as: "secret")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    #expect(try Secret.file(path) == Secret("hunter2"))
  }

  @Test("is refused from a file that others can read", arguments: [0o640, 0o604, 0o644, 0o620, 0o777])
  func openFile(_ mode: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data("hunter2".utf8), as: "secret")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    let error = #expect(throws: SecretError.self) { try Secret.file(path) }
    let text = try #require(error).description
    #expect(text.contains("chmod 600") && text.contains(path) && !text.contains("hunter2"))
  }

  @Test("is refused from what is missing, empty, too large or no plain file")
  func badFiles() throws {
    let folder = try TemporaryFolder()
    for (name, size) in [("empty", 0), ("large", 65_537)] {
      let path = try folder.write(Data(repeating: 0x61, count: size), as: name)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      #expect(throws: SecretError.self) { try Secret.file(path) }
    }
    #expect(throws: SecretError.self) { try Secret.file(folder.file("missing")) }
    #expect(throws: SecretError.self) { try Secret.file(folder.path) }
  }
}
