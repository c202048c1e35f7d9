import Foundation
import OpenEdX

extension Settings {
  /// Refuses a flag where a number is wanted and the other way round: the library reads `true` in JSON as 1.
  ///
  /// - Throws: `SettingsError` that names the key.
  static func checkTypes(json data: Data, _ path: String) throws(SettingsError) {
    // What is not well-formed is told by the library's own reading.
    guard let root = try? JSONDecoder().decode(JSONValue.self, from: data) else { return }
    for key in SettingKey.allCases {
      let value = key.components.reduce(Optional(root)) { $0?[$1] }
      switch (value, key.kind) {
      case (.bool?, .whole), (.bool?, .seconds), (.number?, .flag):
        throw SettingsError("\(path): \(key.rawValue) must be \(key.kind.words)")
      default: continue
      }
    }
  }
}
