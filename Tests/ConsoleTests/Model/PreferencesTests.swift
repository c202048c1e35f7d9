import LearnerRecords
import Terminal
import Testing

@testable import Console

@Suite struct `What an operator prefers` {
  @Test func `choose the columns of a list and their order`() throws {
    var preferences = Preferences()
    preferences.columns[.learners] = try Preferences.List.learners.columns(
      setting: "drift, LEARNER , e-mail,drift",
      named: "ui.columns.learners"
    )
    #expect(preferences.columns[.learners] == ["Drift", "Learner", "E-mail"])
    var someone = Operator(preferences: preferences)
    someone.tell(.programs(Example.programs))
    #expect(someone.lines[4].contains("Backfill"), "the other lists have all their columns")
    someone.press(.enter)
    someone.tell(.learners(program: Example.paidCourses, Example.learners))
    let titles = someone.lines[4].split(separator: " ").map(String.init)
    #expect(titles == ["Drift", "Learner", "E-mail"])
    #expect(someone.model.export().titles.count == LearnersView.columns.count, "a file has room for all")
  }

  @Test(arguments: [
    ("Colour", "there is no column “Colour” in the list of record; there are Course Name"), (",", "no column"),
  ])
  func `that name no column are refused with those that there are`(setting: String, reason: String) throws {
    let error = #expect(throws: PreferenceError.self) {
      try Preferences.List.record.columns(setting: setting, named: "ui.columns.record")
    }
    #expect(try #require(error).description.hasPrefix("ui.columns.record: "))
    #expect(try #require(error).description.contains(reason))
  }

  @Test func `name the theme and the start, and say what there is instead of another word`() throws {
    for theme in ColorTheme.allCases { #expect(try ColorTheme(setting: theme.rawValue, named: "ui.theme") == theme) }
    #expect(try Preferences.Start(setting: "last", named: "ui.start") == .last)
    #expect(try Preferences.Start(setting: "records", named: "ui.start") == .area(.records))
    let theme = #expect(throws: PreferenceError.self) { try ColorTheme(setting: "pink", named: "ui.theme") }
    #expect(try #require(theme).description == "ui.theme: “pink” is no theme; there are auto, dark, light, none")
    let start = #expect(throws: PreferenceError.self) { try Preferences.Start(setting: "home", named: "ui.start") }
    #expect(try #require(start).description.contains("last, records"))
  }

  @Test func `name the time zone, and say what there is instead of another word`() throws {
    #expect(try DisplayZone(setting: "Europe/Berlin", named: "ui.time_zone").name == "Europe/Berlin")
    let error = #expect(throws: PreferenceError.self) { try DisplayZone(setting: "Berlin", named: "ui.time_zone") }
    #expect(try #require(error).description.hasPrefix("ui.time_zone: “Berlin” is no time zone; there are UTC and"))
  }
}
