import LearnerRecords
import Terminal

/// What an operator has chosen for all sessions, in the configuration file.
package struct Preferences: Sendable, Hashable {
  /// A list that columns can be chosen for.
  package enum List: String, Sendable, CaseIterable {
    /// The programs.
    case programs
    /// The learners of a program.
    case learners
    /// A learner's record.
    case record
  }

  /// Where a session begins.
  package enum Start: Sendable, Hashable {
    /// Where the last one on the same deployment ended.
    case last
    /// At the beginning of this area.
    case area(Area)
  }

  /// Colours.
  package var theme = ColorTheme.auto
  /// The titles of the columns to show, in their order; a list that is not named shows all that fit.
  package var columns: [List: [String]] = [:]
  /// Where a session begins.
  package var start = Start.last
  /// How often the engine and the databases are looked at.
  package var refresh = Duration.milliseconds(400)
  /// Whether the mouse is listened to. The terminal's own selection of text then needs Shift.
  package var mouse = true
  /// Whether anything is kept from one session to the next.
  package var remembers = true
  /// The time zone of what people read.
  package var zone = DisplayZone.utc

  /// The defaults.
  package init() {}
}
