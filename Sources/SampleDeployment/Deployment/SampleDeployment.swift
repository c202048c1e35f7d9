import Credentials
import DatabaseFile
import Foundation
import LMS

/// A deployment made from the files of `data/sample`, for those who have no site.
///
/// It is a small site with nearly every kind of trouble in it, and most of it in order. One finding is missing:
/// `issuance-disabled` holds for all drift of a site or for none, since the switch (`lms-api-config.json`) is global.
/// Turn it off in a copy of the files to see it.
package struct SampleDeployment: Sendable {
  /// The folder with `lms.sqlite` and `credentials.sqlite`, absolute.
  package let folder: String
  /// Whether this call made it; otherwise it was there and is as it was left.
  package let isNew: Bool

  /// Looks for the repository's `data` folder in a folder and those above it.
  ///
  /// - Returns: the nearest `data` that holds a sample, or nil when there is none.
  package static func find(from directory: String) -> String? {
    var place = URL(fileURLWithPath: directory).standardizedFileURL.path
    while true {
      let data = (place == "/" ? "" : place) + "/data"
      // Many projects have a `data/sample`; one with this file is ours.
      if FileManager.default.fileExists(atPath: "\(data)/sample/\(CourseRunEntry.file)") { return data }
      if place == "/" { return nil }
      place = (place as NSString).deletingLastPathComponent
    }
  }

  /// Opens the deployment in a folder, or makes it from the files when there is none.
  ///
  /// The folder appears whole or not at all, also when the process dies or two of them make it at once. The same files
  /// give the same rows, times and identities included.
  ///
  /// - Parameters:
  ///   - data: the repository's `data` folder, as ``find(from:)`` gives it.
  ///   - folder: where the databases are to be; it may be missing or empty. Folders above it are made.
  /// - Throws: `SampleError` that names the file and the entry, or the folder; the folder is then as it was.
  package static func open(data: String, at folder: String) throws(SampleError) -> SampleDeployment {
    let place = DeploymentFolder(folder)
    if place.isComplete { return SampleDeployment(folder: place.path, isNew: false) }
    let sample = try SampleData(folder: data + "/sample")
    let lms = try LMSSeed(sample)
    let credentials = CredentialsSeed(sample)
    let isNew = try place.make { (unfinished: String) throws(SampleError) in
      do {
        try write(lms, credentials, sample, in: unfinished)
      } catch let error as DatabaseFileError {
        throw SampleError(.database, path: place.path, reason: error.reason, remedy: error.remedy)
      } catch {
        throw SampleError(.database, path: place.path, reason: "\(error)", remedy: "Check the disk, then try again.")
      }
    }
    return SampleDeployment(folder: place.path, isNew: isNew)
  }

  /// The databases are closed when this returns, so that no log of SQLite is left beside them.
  private static func write(
    _ lms: LMSSeed,
    _ credentials: CredentialsSeed,
    _ sample: SampleData,
    in folder: String
  ) throws {
    let time = sample.time
    let lmsPath = folder + "/" + DeploymentFolder.files[0]
    try LMSDatabase.create(path: lmsPath)
    try lms.write(to: LMSDatabase(path: lmsPath, access: .readWrite, clock: { time }))
    let credentialsPath = folder + "/" + DeploymentFolder.files[1]
    try CredentialsDatabase.create(path: credentialsPath)
    try credentials.write(to: CredentialsDatabase(path: credentialsPath, access: .readWrite), at: time)
  }
}
