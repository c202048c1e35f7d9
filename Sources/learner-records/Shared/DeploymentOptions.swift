import ArgumentParser
import CredentialsHTTP
import LearnerRecords

/// Which deployment a command opens, and the settings of the site that its posts go to.
struct DeploymentOptions: ParsableArguments {
  @OptionGroup var place: FolderOptions
  @OptionGroup var site: ConfigOptions

  @Flag(
    help: "Post to the site also from a copy that is older than an hour and cannot be read again from its databases."
  )
  var staleCopy = false

  /// The folder that was given; nil for the sample.
  var deployment: String? { place.deployment }

  /// Whether nothing may be changed.
  var readOnly: Bool { place.readOnly }

  /// What decides about records and stands in no database. The sample has its own, whatever is configured.
  func recordSettings(isSample: Bool) throws -> RecordSettings {
    var result = RecordSettings(site: place.servedSite)
    guard !isSample else { return result }
    let settings = try site.settings()
    result.honorCertificatesDisabled = settings.isOn(.disableHonorCertificates)
    result.retiredPrefix = settings.text(.retiredPrefix) ?? result.retiredPrefix
    result.site = result.site ?? settings.text(.servedSite)
    return result
  }

  /// The folder to open; the sample is made on its first use.
  func folder() throws -> (path: String, isSample: Bool) { try place.folder() }
}
