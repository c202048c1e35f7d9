/// Where an advised command has to work: what it names beside what it does, so that a copy of it does here what it would
/// do there.
package struct CommandPlace: Sendable, Hashable {
  /// The deployment's folder; nil for the one that is opened without being named.
  package var deployment: String?
  /// The configuration file that was named; nil for the one that is found without. Another names another site.
  package var config: String?

  /// Takes both.
  package init(deployment: String? = nil, config: String? = nil) {
    self.deployment = deployment
    self.config = config
  }

  /// The program's name with the options, quoted for a shell.
  package var words: [String] {
    var words = ["learner-records"]
    if let deployment { words.append(ShellWord.option("--deployment", deployment)) }
    if let config { words.append(ShellWord.option("--config", config)) }
    return words
  }
}
