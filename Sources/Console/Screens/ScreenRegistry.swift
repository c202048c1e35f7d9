import OpenEdX

/// All screens. What a screen needs beside its own folder is a line here.
enum ScreenRegistry {
  static let types: [any Screen.Type] = [
    ProgramsScreen.self, LearnersScreen.self, RecordScreen.self, HistoryScreen.self, PeopleScreen.self,
    PersonScreen.self, FindingsScreen.self, FindingLearnersScreen.self, EngineScreen.self, RaceScreen.self,
  ]

  /// The screen with which an area begins.
  static func first(_ area: Area) -> any Screen {
    switch area {
    case .records: ProgramsScreen()
    case .findings: FindingsScreen()
    case .engine: EngineScreen()
    }
  }

  /// The screen that looks for what was pasted into a list; nil in areas where a paste says nothing.
  static func looking(for pasted: String, in area: Area) -> (any Screen)? {
    area == .records ? PeopleScreen(pasted: pasted) : nil
  }

  static func type(_ kind: String) -> (any Screen.Type)? { types.first { $0.kind == kind } }

  /// The screen of a remembered word; nil when it is none.
  static func screen(word: String) -> (any Screen)? {
    let parts = word.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let type = type(parts[0]) else { return nil }
    return type.init(remembered: parts.count > 1 ? parts[1] : "")
  }
}

/// Which screen it is, and what it is about: a read is bound to it, and a file remembers it as ``word``.
package struct ScreenID: Sendable, Hashable {
  /// The kind of screen, in a word: ``Screen/kind``.
  package let kind: String
  /// What it is about, as a program and a learner; "" where there is one screen of the kind.
  package let subject: String

  /// Takes the kind and what the screen is about.
  package init(_ kind: String, _ subject: String = "") {
    self.kind = kind
    self.subject = subject
  }

  /// Both in a line.
  var word: String { subject.isEmpty ? kind : "\(kind) \(subject)" }
}
