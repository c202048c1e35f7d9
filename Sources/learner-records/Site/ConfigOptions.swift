import ArgumentParser
import CredentialsHTTP
import Foundation

/// Where the settings are.
struct ConfigOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The configuration file, YAML or JSON. Default: learner-records/config.yaml in XDG_CONFIG_HOME or ~/.config.",
      valueName: "file"
    ),
    completion: .file(extensions: ["yaml", "yml", "json"])
  )
  var config: String?

  /// The settings in force.
  func settings() throws -> Settings {
    try Settings.read(file: config, environment: ProcessInfo.processInfo.environment)
  }
}
