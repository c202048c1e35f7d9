import OpenEdX

#if canImport(Glibc)
import Glibc
#endif

extension Secret {
  /// Reads a secret from a file that its owner alone can read; white space at its ends is dropped.
  ///
  /// The check is made on the opened file, so nobody can swap it in between.
  ///
  /// - Throws: `SecretError` when the file is missing, not a plain file, another user's, open to the group or to others,
  ///   empty, or larger than 64 KiB.
  package static func file(_ path: String) throws(SecretError) -> Secret {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SecretError("\(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw SecretError("\(path): a secret is read from a plain file only")
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw SecretError("\(path): the file belongs to another user, who could change it; own it yourself")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw SecretError("\(path): others can read this secret; run chmod 600 on it")
    }
    var bytes = [UInt8](repeating: 0, count: limit + 1)
    var count = 0
    while count < bytes.count {
      let got = bytes[count...].withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard got >= 0 else { throw SecretError("\(path): \(String(cString: strerror(errno)))") }
      if got == 0 { break }
      count += got
    }
    guard count <= limit else { throw SecretError("\(path): larger than \(limit) bytes, so no secret") }
    let text = trimmed(String(decoding: bytes[..<count], as: UTF8.self))
    guard !text.isEmpty else { throw SecretError("\(path): the file is empty") }
    return Secret(text)
  }

  private static let limit = 65_536

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

/// Why a secret is not used, as one line that never holds the secret.
package struct SecretError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong and how to put it right.
  package let description: String

  init(_ description: String) { self.description = description }
}

extension Secret {
  /// Whether a text that should be something else has the looks of a token or a key: then it is never repeated.
  static func looksLikeOne(_ text: String) -> Bool {
    text.hasPrefix("eyJ") || text.contains("PRIVATE KEY") || TokenClaims(Secret(text)) != nil
  }

  /// Whether what should be the path of a file has these looks: also a long word with digits in it and no slash.
  static func looksLikeOne(path: String) -> Bool {
    let isWord = !path.contains("/") && !path.contains(".")
    return looksLikeOne(path) || (isWord && path.utf8.count >= 32 && path.filter(\.isNumber).count >= 4)
  }
}
