/// Where an advised command has to work: what it names beside what it does, so that a copy of it does here what it would
/// do there.
package struct CommandPlace: Sendable, Hashable {
  /// The deployment's folder; nil for the one that is opened without being named.
  package var deployment: String?
  /// The configuration file that was named; nil for the one that is found without. Another names another site.
  package var config: String?

  /// Whether the command is shown in ASCII alone, so that other letters have to be escaped in it.
  package var asciiOnly: Bool

  /// Takes these.
  package init(deployment: String? = nil, config: String? = nil, asciiOnly: Bool = false) {
    self.deployment = deployment
    self.config = config
    self.asciiOnly = asciiOnly
  }

  /// The program's name with the options, quoted for a shell.
  package var words: [String] {
    var words = ["learner-records"]
    if let deployment { words.append(option("--deployment", deployment)) }
    if let config { words.append(option("--config", config)) }
    return words
  }

  /// An option with its value, quoted for a shell.
  func option(_ name: String, _ value: String) -> String { ShellWord.option(name, value, asciiOnly: asciiOnly) }
}
