import OpenEdX

/// A whole configuration file, in which every setting stands commented out with its meaning and its default.
package enum SettingsExample {
  /// The file's lines. As it is it holds no settings.
  package static var lines: [String] {
    var lines = introduction
    var open: [String] = []
    for key in SettingKey.allCases {
      let sections = key.components.dropLast()
      for (depth, section) in sections.enumerated() where open.count <= depth || open[depth] != section {
        if depth == 0 { lines += [""] + (notes[section] ?? []) }
        lines.append(indent(depth) + section + ":")
        open = Array(open.prefix(depth)) + [section]
      }
      open = Array(open.prefix(sections.count))
      lines += setting(key, indent(sections.count))
    }
    return lines
  }

  private static let introduction = [
    "# All settings of learner-records. Take the # away before the name of a setting to set it.",
    "# This file: ~/.config/learner-records/config.yaml, or one that \(OptionName.config) names.",
    "# A variable wins over this file: that of credentials.url is \(SettingKey.credentialsURL.environmentName).",
    "# A path begins with / or ~/, or is taken from this file's folder; in a variable from the working directory.",
    "# Secrets never stand here, but in files that you alone can read (chmod 600), or in variables.",
  ]

  private static let notes = [
    "lms": [
      "# Where tokens come from: one of the three sections lms, token and signing.", "#",
      "# 1. The LMS gives them, by OAuth2 client credentials. They are renewed in time.",
    ],
    "token": ["# 2. A token is given, by a variable or by a file that is read again for each request."],
    "signing": ["# 3. They are signed here, as the LMS signs its own. They are renewed in time."],
    "celery": ["# The LMS's own workers, which post with \(OptionName.via) celery."],
    "sync": ["# The engine without the UI."],
    "follow": ["# Following a live site, by several processes."],
    "ui": ["# The terminal UI."],
  ]

  private static func setting(_ key: SettingKey, _ margin: String) -> [String] {
    guard !key.isSecret else {
      return ["\(margin)# In place of the file, the variable \(key.environmentName): \(lowercasedFirst(key.meaning))"]
    }
    let standard = key.fallback.map { " Default: \($0.written)." } ?? ""
    let name = key.components.last ?? key.rawValue
    return ["\(margin)# \(key.meaning)\(standard)", "\(margin)#\(name): \(key.fallback?.written ?? key.example)"]
  }

  private static func lowercasedFirst(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

  private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}

extension SettingValue {
  /// The value as it is written into a file.
  fileprivate var written: String {
    guard case .seconds(let seconds) = self else { return shown }
    return seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
