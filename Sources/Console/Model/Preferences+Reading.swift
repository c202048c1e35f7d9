import LearnerRecords
import Terminal

/// A preference that cannot be followed, as one line that names it and what there is instead.
package struct PreferenceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong and what is possible.
  package let description: String

  init(_ name: String, _ reason: String) { description = "\(name): \(reason)" }
}

extension ColorTheme {
  /// The theme that a setting names.
  ///
  /// - Throws: `PreferenceError` for a word that is none of the themes.
  package init(setting word: String, named name: String) throws(PreferenceError) {
    guard let theme = Self(rawValue: word) else {
      let all = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw PreferenceError(name, "“\(word)” is no theme; there are \(all)")
    }
    self = theme
  }
}

extension Preferences.Start {
  /// The start that a setting names.
  ///
  /// - Throws: `PreferenceError` for a word that is neither `last` nor an area.
  package init(setting word: String, named name: String) throws(PreferenceError) {
    if word == "last" {
      self = .last
    } else if let area = Area.allCases.first(where: { $0.name == word }) {
      self = .area(area)
    } else {
      let all = Area.allCases.map(\.name).joined(separator: ", ")
      throw PreferenceError(name, "“\(word)” is nowhere to start; there are last, \(all)")
    }
  }
}

extension DisplayZone {
  /// The zone that a setting names.
  ///
  /// - Throws: `PreferenceError` for a name that is no zone's.
  package init(setting word: String, named name: String) throws(PreferenceError) {
    guard let zone = Self(name: word) else {
      throw PreferenceError(
        name,
        "“\(word)” is no time zone; there are UTC and the names of the IANA, such as Europe/Berlin or America/New_York"
      )
    }
    self = zone
  }
}

extension Preferences.List {
  /// The columns' titles, in the order of the screen.
  var titles: [String] {
    switch self {
    case .programs: ProgramsView.columns.map(\.title)
    case .learners: LearnersView.columns.map(\.title)
    case .record: RecordView.columns.map(\.title)
    }
  }

  /// Titles from a setting that names them with commas, whatever their case.
  ///
  /// - Throws: `PreferenceError` for a title that the list does not have.
  package func columns(setting text: String, named name: String) throws(PreferenceError) -> [String] {
    var result: [String] = []
    for part in text.split(separator: ",") {
      let word = part.split(separator: " ").joined(separator: " ")
      guard let title = titles.first(where: { $0.lowercased() == word.lowercased() }) else {
        let all = titles.joined(separator: ", ")
        throw PreferenceError(name, "there is no column “\(word)” in the list of \(rawValue); there are \(all)")
      }
      if !result.contains(title) { result.append(title) }
    }
    guard !result.isEmpty else { throw PreferenceError(name, "names no column; leave it out to show all") }
    return result
  }
}

extension Preferences {
  /// The chosen columns of a list by their indexes; nil where nothing was chosen.
  func indexes(in list: List) -> [Int]? {
    columns[list].map { titles in titles.compactMap { list.titles.firstIndex(of: $0) } }
  }
}
