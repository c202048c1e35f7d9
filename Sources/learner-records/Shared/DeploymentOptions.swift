import ArgumentParser
import CredentialsHTTP
import LearnerRecords

/// Which of several sites in Credentials' database is shown.
struct ServedSiteOptions: ParsableArguments {
  @Option(
    name: .customLong("site"),
    help: ArgumentHelp(
      "The Credentials site whose pages are shown: its id or host name. Default: the first configured one.",
      valueName: "site"
    )
  )
  var servedSite: String?
}

/// Whether an old copy may be posted from.
struct StaleCopyOptions: ParsableArguments {
  @Flag(
    help: "Post to the site also from a copy that is older than an hour and cannot be read again from its databases."
  )
  var staleCopy = false
}

/// Which deployment a command opens, and the settings of the site that its posts go to: of these options each command takes
/// those that it uses.
struct DeploymentOptions {
  let place: FolderOptions
  let site: ConfigOptions
  /// The site that is shown, by its id or host name; nil for the configured or the first one.
  var servedSite: String?
  /// Whether a copy that is older than an hour may be posted from.
  var staleCopy = false

  /// The folder that was given; nil for the sample.
  var deployment: String? { place.deployment }

  /// Whether nothing may be changed.
  var readOnly: Bool { place.readOnly }

  /// What decides about records and stands in no database. The sample has its own, whatever is configured.
  func recordSettings(isSample: Bool) throws -> RecordSettings {
    var result = RecordSettings(site: servedSite)
    guard !isSample else { return result }
    let settings = try site.settings()
    result.honorCertificatesDisabled = settings.isOn(.disableHonorCertificates)
    result.retiredPrefix = settings.text(.retiredPrefix) ?? result.retiredPrefix
    result.site = result.site ?? settings.text(.servedSite)
    return result
  }

  /// The folder to open; the sample is made on its first use.
  func folder() throws -> (path: String, isSample: Bool, isNew: Bool) { try place.folder() }
}
