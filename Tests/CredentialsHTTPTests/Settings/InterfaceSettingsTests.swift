import CredentialsHTTP
import Foundation
import SiteNetwork
import TestSupport
import Testing

@Suite("The settings of the terminal UI")
struct InterfaceSettingsTests {
  private func read(_ text: String, as name: String) throws -> Settings {
    let folder = try TemporaryFolder()
    return try Settings.read(file: try folder.write(Data(text.utf8), as: name), environment: [:])
  }

  @Test("stand in the same file as the site's")
  func file() throws {
    let yaml = "ui:\n  theme: light\n  mouse: off\n  refresh: 2\n  columns:\n    learners: Learner, Drift\n"
    let json = #"{"ui": {"theme": "light", "mouse": false, "refresh": 2, "columns": {"learners": "Learner, Drift"}}}"#
    for settings in [try read(yaml, as: "config.yaml"), try read(json, as: "config.json")] {
      #expect(settings.text(.theme) == "light")
      #expect(!settings.isOn(.mouse))
      #expect(settings.seconds(.refresh) == 2)
      #expect(settings.text(.learnerColumns) == "Learner, Drift")
      #expect(settings.text(.recordColumns) == nil)
      #expect(settings.text(.start) == "last")
      #expect(try settings.site() == nil, "they ask for no site")
    }
  }

  @Test("come from the environment as well, and misspelt ones are refused")
  func environment() throws {
    let settings = try Settings.read(
      file: nil,
      environment: ["LEARNER_RECORDS_UI_MOUSE": "false", "LEARNER_RECORDS_UI_COLUMNS_PROGRAMS": "Program"]
    )
    #expect(!settings.isOn(.mouse))
    #expect(settings.text(.programColumns) == "Program")
    let error = #expect(throws: SettingsError.self) { try read("ui:\n  tehme: dark\n", as: "config.yaml") }
    #expect(try #require(error).description.contains("ui.tehme"))
    #expect(throws: SettingsError.self) { try read("ui:\n  refresh: 0\n", as: "config.yaml") }
  }
}
