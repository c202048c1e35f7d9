import Foundation

/// The folder for what is remembered between sessions.
package enum StateFolder {
  /// `learner-records` in `XDG_STATE_HOME`, else in `~/.local/state`; nil without a home.
  package static func path(environment: [String: String]) -> String? {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.local/state" : nil }
    // The specification says to ignore a relative path.
    let folder = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
    return folder.map { $0 + "/learner-records" }
  }

  /// Makes the folder, for its owner alone, unless it is there.
  static func make(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
  }
}
