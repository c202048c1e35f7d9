import ArgumentParser
import DatabaseFile
import Foundation
import SampleDeployment

/// Which deployment a command opens, and whether it may change it.
struct FolderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The folder with lms.sqlite and credentials.sqlite.", valueName: "dir"),
    completion: .directory
  )
  var deployment: String?

  @Flag(help: "Change nothing: not a byte is written, in the databases or beside them.")
  var readOnly = false

  /// The first option that was given.
  var given: String? { deployment != nil ? "--deployment" : readOnly ? "--read-only" : nil }

  /// The folder to open; the sample is made on its first use.
  ///
  /// What a killed process left in the middle of a change is finished or undone first, unless nothing may be written.
  /// - Returns: its path, whether it is the sample, and whether that has just been made.
  func folder() throws -> (path: String, isSample: Bool, isNew: Bool) {
    let found = try find()
    if !readOnly {
      for name in ["lms.sqlite", "credentials.sqlite"] {
        try DatabaseFile.recoverIfInterrupted(path: "\(found.path)/\(name)")
      }
    }
    return found
  }

  private func find() throws -> (path: String, isSample: Bool, isNew: Bool) {
    if let deployment {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: deployment, isDirectory: &isFolder), isFolder.boolValue else {
        let isFile = !deployment.isEmpty && FileManager.default.fileExists(atPath: deployment)
        throw Failure(
          (deployment.isEmpty
            ? "--deployment is empty" : "\(deployment): \(isFile ? "not a" : "there is no such") folder")
            + ". Name the folder that holds lms.sqlite and credentials.sqlite."
        )
      }
      return (deployment, false, false)
    }
    let here = FileManager.default.currentDirectoryPath
    let sample = SampleSource.find(
      from: here,
      executable: try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
      environment: ProcessInfo.processInfo.environment
    )
    guard let sample else {
      throw Failure(
        "No deployment: no --deployment was given, and there is no sample data (data/sample) in \(here) or above it. "
          + "Name a folder that holds lms.sqlite and credentials.sqlite with --deployment, or start in the repository "
          + "to open the sample."
      )
    }
    if readOnly, !FileManager.default.fileExists(atPath: sample.deployment) {
      throw Failure(
        "\(sample.deployment): the sample deployment has not been made yet, and --read-only forbids making it. "
          + "Start once without --read-only."
      )
    }
    let opened = try SampleDeployment.open(data: sample.data, at: sample.deployment)
    return (opened.folder, true, opened.isNew)
  }
}
