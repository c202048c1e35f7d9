import OpenEdX

extension SettingKey {
  /// What is said of a name that is none: the name, and the nearest that there is.
  ///
  /// - Parameters:
  ///   - name: as it was written; what looks like a secret is not repeated.
  ///   - spelling: how settings are spelled there, in a file or in the environment.
  static func unknown(_ name: String, as spelling: (SettingKey) -> String) -> String {
    let shown = holdsSecret(name) ? "…" : ReadableLine.of(name, limit: 80)
    let hint = nearest(name, as: spelling).map { "; did you mean \($0)?" } ?? ";"
    return "there is no setting “\(shown)”\(hint) \(CommandName.configExample) lists all"
  }

  /// A section's name may stand before what was pasted.
  private static func holdsSecret(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.indices.contains { Secret.looksLikeOne(parts[$0...].joined(separator: ".")) }
  }

  private static func nearest(_ name: String, as spelling: (SettingKey) -> String) -> String? {
    let name = name.lowercased()
    let names = allCases.map(spelling)
    if let whole = names.first(where: { $0.lowercased().hasSuffix(".\(name)") }) { return whole }
    let known = names.map { (name: $0, distance: distance(name, $0.lowercased())) }
    return known.min { $0.distance < $1.distance }.flatMap { $0.distance <= max(2, name.count / 4) ? $0.name : nil }
  }

  /// How many letters have to be put in, taken out or changed to make one text of the other.
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (line, letter) in left.prefix(100).enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in right.indices {
        let above = row[column + 1]
        row[column + 1] = min(above + 1, row[column] + 1, diagonal + (letter == right[column] ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
