import Terminal

/// The table of keys for documentation.
package enum KeyReference {
  /// Each key with its command and what it does, in the order of the help; what has no key begins with a colon.
  package static var rows: [[String]] {
    sections.flatMap(\.bindings).map { [$0.shownName, $0.command, $0.description] }
  }

  /// The same for a README: a table with what the commands take.
  static var markdown: String {
    let lines = sections.flatMap { section in
      section.bindings.map { binding in
        let key = binding.keys.isEmpty ? "" : "`\(binding.name)`"
        let usage = binding.argument.usage.replacing("|", with: "\\|")
        let command = usage.isEmpty ? "`:\(binding.command)`" : "`:\(binding.command) \(usage)`"
        return "| \(key) | \(command) | \(binding.description) |"
      }
    }
    return (["| key | command | what it does |", "|---|---|---|"] + lines).joined(separator: "\n")
  }

  private static var sections: [(title: String, bindings: [KeyBinding])] { KeyBinding.sections(in: .records) }
}
