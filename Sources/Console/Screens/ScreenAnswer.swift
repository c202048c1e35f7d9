import CertificateSync
import LearnerRecords
import OpenEdX

/// What a screen wants done after a key or an answer.
struct ScreenAnswer: Sendable {
  /// Where to go.
  enum Move: Sendable {
    /// To a screen that lies over this one; Esc leads back.
    case enter(any Screen)
    /// Back to the screen under this one.
    case back
    /// To an area, with these screens over its first.
    case go(Area, [any Screen])
    /// To an area, with the screens that lay over the first ones before.
    case restore(Area, [Area: [any Screen]])
  }

  var effects: [Effect] = []
  /// What is done only where the screen is the one that is seen, because it would end another screen's read.
  var effectsWhereSeen: [Effect] = []
  var move: Move?
  var dialog: Dialog?
  /// A line about what was done, or why nothing was.
  var notice: String?
  /// What the effects do, in words, until their answer comes.
  var work: String?
  /// Whether typing goes to the search line.
  var searches = false

  static let nothing = ScreenAnswer()

  static func enter(_ screen: any Screen) -> ScreenAnswer { ScreenAnswer(move: .enter(screen)) }
  static func show(_ dialog: Dialog?) -> ScreenAnswer { ScreenAnswer(dialog: dialog) }
  static func say(_ notice: String) -> ScreenAnswer { ScreenAnswer(notice: notice) }

  /// Asks for all that is known of a learner; a list keeps less of each.
  static func describe(_ username: String?) -> ScreenAnswer {
    guard let username else { return .nothing }
    return ScreenAnswer(effects: [.describe(username)], work: "reading all of \(username)")
  }
}

/// What a backfill of the chosen rows is about.
enum BackfillRequest: Sendable {
  /// A plan is made of these rows, and of more findings than the usual.
  case plan(BackfillScope, include: Set<Finding> = [])
  /// No plan is made, for this reason.
  case refused(String)

  static let nothingChosen = BackfillRequest.refused(
    "Nothing to backfill: there is no certificate or credential in what is chosen"
  )
}

/// A read that a screen brings with it: what is read is said here, and done outside of the screens.
package struct ScreenRead: Sendable {
  /// The screen that waits for the answer.
  package let screen: ScreenID
  /// Reads; nil for what is not there any more. The screen takes the answer as ``ConsoleEvent/read(_:_:)``.
  package let answer: @Sendable (any ScreenSource) async throws -> (any Sendable)?
}

/// What a screen's own read may look at.
package protocol ScreenSource: Sendable {
  /// The deployment's databases.
  var records: RecordStore { get }
  /// The deployment's queue.
  ///
  /// - Throws: `DatabaseFileError`.
  func queue() throws -> QueueReader
}
