import Foundation

/// Where the sample's files are, and the folder in which its deployment is kept.
package struct SampleSource: Equatable, Sendable {
  /// The folder that holds `sample`.
  package let data: String
  package let deployment: String

  /// Finds the sample of a clone, else the one that was installed with the program.
  ///
  /// In a clone the deployment is kept in its `.sample`. That of an installed program, whose own folder is not the
  /// user's to write to, is kept in `learner-records/sample` in `XDG_DATA_HOME`, else in `~/.local/share`.
  ///
  /// - Parameters:
  ///   - directory: the clone is looked for here and above.
  ///   - executable: the program's path with symbolic links resolved; the installed files stand in
  ///     `../share/learner-records/data` beside its folder.
  /// - Returns: nil when there is neither.
  package static func find(
    from directory: String,
    executable: String?,
    environment: [String: String]
  ) -> SampleSource? {
    if let data = SampleDeployment.find(from: directory) {
      let clone = URL(fileURLWithPath: data).deletingLastPathComponent().path
      return SampleSource(data: data, deployment: (clone == "/" ? "" : clone) + "/.sample")
    }
    guard let executable, let share = dataHome(environment) else { return nil }
    let prefix = URL(fileURLWithPath: executable).deletingLastPathComponent().deletingLastPathComponent().path
    let installed = (prefix == "/" ? "" : prefix) + "/share/learner-records"
    guard SampleDeployment.find(from: installed) == installed + "/data" else { return nil }
    return SampleSource(data: installed + "/data", deployment: share + "/learner-records/sample")
  }

  /// The specification says to ignore a relative path.
  private static func dataHome(_ environment: [String: String]) -> String? {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.local/share" : nil }
    return environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
  }
}
