import Console
import CredentialsHTTP
import LearnerRecords
import Terminal

extension Settings {
  /// What the operator has chosen for the terminal UI.
  ///
  /// - Throws: `PreferenceError` naming the setting that cannot be followed, and what there is instead.
  func preferences() throws(PreferenceError) -> Preferences {
    var result = Preferences()
    if let word = text(.theme) { result.theme = try ColorTheme(setting: word, named: SettingKey.theme.rawValue) }
    if let word = text(.start) { result.start = try Preferences.Start(setting: word, named: SettingKey.start.rawValue) }
    if let seconds = seconds(.refresh) { result.refresh = .seconds(seconds) }
    result.mouse = isOn(.mouse)
    result.remembers = isOn(.remember)
    result.zone = try zone()
    for list in Preferences.List.allCases {
      let key = list.setting
      if let titles = text(key) { result.columns[list] = try list.columns(setting: titles, named: key.rawValue) }
    }
    return result
  }

  /// The time zone of what people read.
  ///
  /// - Throws: `PreferenceError` for a name that is no zone's.
  func zone() throws(PreferenceError) -> DisplayZone {
    guard let name = text(.timeZone) else { return .ofTerminal }
    return try DisplayZone(setting: name, named: SettingKey.timeZone.rawValue)
  }
}

extension Preferences.List {
  fileprivate var setting: SettingKey {
    switch self {
    case .programs: .programColumns
    case .learners: .learnerColumns
    case .record: .recordColumns
    }
  }
}
