import Terminal

extension KeyBinding {
  /// Under which heading the help has a key.
  enum Group: Sendable, Hashable, CaseIterable {
    case list, export, moving, areas, screen

    var title: String {
      switch self {
      case .list: "The list and its rows"
      case .export: "Copy and export"
      case .moving: "Moving"
      case .areas: "Going to"
      case .screen: "The screen"
      }
    }
  }

  /// The command's name, as it is typed after the colon.
  var command: String { label.replacing(" ", with: "-") }

  /// The key, or the command where there is no key.
  var shownName: String { keys.isEmpty ? ":\(command)" : name }

  /// Where it works, in words; nil for everywhere.
  var areasText: String? {
    areas.count == Area.allCases.count ? nil : Area.allCases.filter(areas.contains).map(\.title).joined(separator: ", ")
  }

  /// The heading that the help has it under: what works in some areas only stands together, first.
  var heading: String { areasText.map { "In \($0)" } ?? group.title }

  /// The table in the order of the help: by heading, those of this area first.
  static func sections(in area: Area) -> [(title: String, bindings: [KeyBinding])] {
    let special = table.filter { $0.areasText != nil }
    let here = special.filter { $0.areas.contains(area) }
    let elsewhere = special.filter { !$0.areas.contains(area) }
    let common = Group.allCases.flatMap { group in table.filter { $0.areasText == nil && $0.group == group } }
    var result: [(title: String, bindings: [KeyBinding])] = []
    for binding in here + common + elsewhere {
      if let index = result.firstIndex(where: { $0.title == binding.heading }) {
        result[index].bindings.append(binding)
      } else {
        result.append((binding.heading, [binding]))
      }
    }
    return result
  }
}

extension Area {
  /// The area in the words of commands and of the configuration file.
  var name: String { "\(self)" }
}

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
