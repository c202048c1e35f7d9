import ArgumentParser

/// Which deployment a command opens, and the settings of the site that its posts go to.
struct DeploymentOptions: ParsableArguments {
  @OptionGroup var place: FolderOptions
  @OptionGroup var site: ConfigOptions

  /// The folder that was given; nil for the sample.
  var deployment: String? { place.deployment }

  /// Whether nothing may be changed.
  var readOnly: Bool { place.readOnly }

  /// The folder to open; the sample is made on its first use.
  func folder() throws -> (path: String, isSample: Bool) { try place.folder() }
}
