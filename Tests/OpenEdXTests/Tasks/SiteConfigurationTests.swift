import Foundation
import OpenEdX
import Testing

/// `get_value_for_org`, a case for each sentence of <doc:LMSConfiguration#Values-by-organization>.
@Suite("A site's configuration by organization")
struct SiteConfigurationTests {
  static func row(_ text: String, enabled: Bool = true) -> SiteConfiguration {
    let values = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    return SiteConfiguration(enabled: enabled, text: text, values: values)
  }

  static func value(_ rows: SiteConfiguration..., org: String = "edX") -> JSONValue? {
    SiteConfiguration.value("X", forOrg: org, in: rows)
  }

  @Test("Without rows, or with none that names the organization, the default is in force")
  func defaults() {
    #expect(Self.value() == nil)
    #expect(Self.value(Self.row(#"{"X": 1}"#)) == nil)
    #expect(Self.value(Self.row(#"{"course_org_filter": "MITx", "X": 1}"#)) == nil)
    #expect(Self.value(Self.row(#"{"course_org_filter": [], "note": "edX", "X": 1}"#)) == nil)
  }

  @Test(
    "The filter is a text or a list",
    arguments: [#"{"course_org_filter": "edX", "X": 1}"#, #"{"course_org_filter": ["MITx", "edX"], "X": 1}"#]
  )
  func filterForms(_ text: String) {
    #expect(Self.value(Self.row(text)) == 1)
  }

  @Test(
    "A filter of another kind names nobody",
    arguments: [
      #"{"course_org_filter": null, "note": "edX", "X": 1}"#, #"{"course_org_filter": {"edX": 1}, "X": 1}"#,
      #"{"course_org_filter": [["edX"], 1, null], "X": 1}"#, #"{"course_org_filter": true, "note": "edX", "X": 1}"#,
    ]
  )
  func oddFilters(_ text: String) {
    #expect(Self.value(Self.row(text)) == nil)
  }

  @Test(
    "The organization is compared exactly: case, parts and spellings of é make a difference",
    arguments: [("edX", "edx"), ("edX", "EDX"), ("edX", "ed"), ("ed", "edX"), ("\u{E9}", "e\u{301}")]
  )
  func comparesExactly(_ named: String, _ asked: String) {
    let rows = [Self.row(#"{"course_org_filter": "\#(named)", "X": 1, "note": "\#(asked)"}"#)]
    #expect(SiteConfiguration.value("X", forOrg: asked, in: rows) == nil)
    #expect(SiteConfiguration.value("X", forOrg: named, in: rows) == 1)
  }

  @Test("A row that is switched off counts for nothing")
  func skipsDisabledRows() {
    let off = Self.row(#"{"course_org_filter": "edX", "X": 1}"#, enabled: false)
    #expect(Self.value(off) == nil)
    #expect(Self.value(off, Self.row(#"{"course_org_filter": "edX", "X": 2}"#)) == 2)
  }

  @Test("The first matching row answers, in the order given")
  func firstAnswers() {
    let first = Self.row(#"{"course_org_filter": ["edX"], "X": 1}"#)
    let second = Self.row(#"{"course_org_filter": "edX", "X": 2}"#)
    #expect(Self.value(first, second) == 1)
    #expect(Self.value(second, first) == 2)
  }

  @Test("The first matching row answers alone: what it lacks is not looked for in the second")
  func noSecondTry() {
    let rows = [Self.row(#"{"course_org_filter": "edX"}"#), Self.row(#"{"course_org_filter": "edX", "X": 2}"#)]
    #expect(SiteConfiguration.value("X", forOrg: "edX", in: rows) == nil)
  }

  @Test(
    "A value that is present is returned as it is, null and false included",
    arguments: [("null", nil), ("false", false), ("0", 0), (#""""#, ""), ("[]", [])] as [(String, JSONValue)]
  )
  func returnsFalseValues(_ text: String, _ value: JSONValue) {
    #expect(Self.value(Self.row(#"{"course_org_filter": "edX", "X": \#(text)}"#)) == .some(value))
  }

  @Test("A row makes an organization known only when its text holds the filter's name literally")
  func needsTheLiteralName() {
    let escaped = Self.row(#"{"course\u005forg_filter": "edX", "X": 1}"#)
    let literal = Self.row(#"{"course_org_filter": "edX", "X": 2}"#)
    #expect(Self.value(escaped) == nil)
    #expect(Self.value(escaped, literal) == 1, "once known, the first row that names it answers")
  }

  @Test("An organization whose letters the text escapes is never found")
  func neverFindsEscapedOrganizations() {
    let escaped = Self.row(#"{"course_org_filter": "\u4eac\u90fd", "X": 1}"#)
    let plain = Self.row(#"{"course_org_filter": "京都", "X": 2}"#)
    #expect(Self.value(escaped, org: "京都") == nil)
    #expect(Self.value(plain, org: "京都") == 2)
    #expect(Self.value(escaped, plain, org: "京都") == 2)
  }

  @Test("A row whose text is no JSON object names nobody", arguments: ["", "course_org_filter edX", "[1]", #""edX""#])
  func skipsBrokenRows(_ text: String) {
    #expect(Self.value(Self.row(text), Self.row(#"{"course_org_filter": "edX", "X": 2}"#)) == 2)
  }

  @Test(
    "Learner records are on unless the organization's row says something that Python holds for false",
    arguments: [
      (nil, true), ("true", true), ("1", true), (#""false""#, true), ("false", false), ("null", false), ("0", false),
      (#""""#, false), ("[]", false),
    ] as [(String?, Bool)]
  )
  func learnerRecords(_ value: String?, _ enabled: Bool) {
    let member = value.map { #", "ENABLE_LEARNER_RECORDS": \#($0)"# } ?? ""
    let rows = [Self.row(#"{"course_org_filter": "edX"\#(member)}"#)]
    #expect(SiteConfiguration.learnerRecordsEnabled(forOrg: "edX", in: rows) == enabled)
    #expect(SiteConfiguration.learnerRecordsEnabled(forOrg: "MITx", in: rows))
    #expect(SiteConfiguration.learnerRecordsEnabled(forOrg: "edX", in: []))
  }
}
