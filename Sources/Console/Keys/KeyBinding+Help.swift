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
