import Foundation

/// Runs a check with the rights of an ordinary user, whoever runs the tests.
///
/// Root may read and write everything. On Linux the user that counts for files belongs to the thread and can be changed
/// for a while, which drops root's exemption with it; nothing else in the process notices.
enum Rights {
  private static let nobody: uid_t = 65_534

  /// Runs `body` on this thread as an ordinary user.
  static func ofAnOrdinaryUser<Value>(_ body: () throws -> Value) rethrows -> Value {
    guard geteuid() == 0 else { return try body() }
    setFileUser(nobody)
    defer { setFileUser(0) }
    return try body()
  }

  /// Whether rights bind inside ``ofAnOrdinaryUser(_:)``; a sandbox may keep the user from being changed.
  static let bind: Bool = {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("rights-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0]) else {
      return false
    }
    return ofAnOrdinaryUser { open(path, O_RDONLY) } < 0
  }()

  /// `setfsuid`, which the C library's module does not show.
  private static func setFileUser(_ user: uid_t) {
    guard let symbol = dlsym(nil, "setfsuid") else { return }
    typealias Function = @convention(c) (uid_t) -> CInt
    _ = unsafeBitCast(symbol, to: Function.self)(user)
  }
}
