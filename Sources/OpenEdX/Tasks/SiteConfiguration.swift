/// One row of the LMS's `site_configuration_siteconfiguration`.
package struct SiteConfiguration: Sendable {
  /// Whether the row is in force.
  package let enabled: Bool
  /// The column's text, which the LMS searches as text before it reads it as JSON.
  package let text: String
  /// The text read as JSON; nil when it is not an object.
  package let values: JSONValue?

  /// Takes a row.
  package init(enabled: Bool, text: String, values: JSONValue?) {
    self.enabled = enabled
    self.text = text
    self.values = values
  }

  /// The LMS's `get_value_for_org(org, name, default)`, with its odd rules
  /// (<doc:LMSConfiguration#Values-by-organization>).
  ///
  /// The org must be in some enabled row's `course_org_filter`; then the first enabled row, in the order given, whose
  /// text contains the org and whose filter names it exactly answers, null and false included. There is no second try
  /// in a later row.
  ///
  /// - Returns: nil when no row speaks for the org, or the one that does lacks the name: the default is in force.
  package static func value(_ name: String, forOrg org: String, in rows: [SiteConfiguration]) -> JSONValue? {
    let enabled = rows.filter(\.enabled)
    let known = enabled.contains { contains($0.text, "course_org_filter") && $0.filterNames(org) }
    guard known, let row = enabled.first(where: { contains($0.text, org) && $0.filterNames(org) }) else { return nil }
    return row.values?[name]
  }

  /// Whether learner records are on for the org: `ENABLE_LEARNER_RECORDS`, true by default.
  package static func learnerRecordsEnabled(forOrg org: String, in rows: [SiteConfiguration]) -> Bool {
    value("ENABLE_LEARNER_RECORDS", forOrg: org, in: rows)?.isTruthy ?? true
  }

  private func filterNames(_ org: String) -> Bool {
    switch values?["course_org_filter"] {
    case .string(let text): CodePoints.equal(text, org)
    case .array(let items): items.contains { $0.string.map { CodePoints.equal($0, org) } ?? false }
    default: false
    }
  }

  /// MySQL's `LIKE BINARY` on the stored text: exact bytes.
  private static func contains(_ text: String, _ part: String) -> Bool {
    let needle = Array(part.utf8)
    guard !needle.isEmpty else { return true }
    var rest = Array(text.utf8)[...]
    while let start = rest.firstIndex(of: needle[0]) {
      rest = rest[start...]
      if rest.starts(with: needle) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
