import LearnerRecords

/// What the operator has asked for beside reading, until it has come to its end. What a screen reads is its own
/// ``ReadState``.
enum Activity: Sendable {
  case none
  /// A plan is being made of rows of this screen; Esc stops it.
  case planning(ScreenID, BackfillScope, text: String)
  /// So many rows of a plan are being enqueued.
  case enqueuing(Int)
  /// Something else is done, in words.
  case working(String)

  /// What is done, in words; nil for nothing.
  var text: String? {
    switch self {
    case .none: nil
    case .planning(_, _, let text), .working(let text): text
    case .enqueuing: "enqueuing"
    }
  }

  /// How many rows are being enqueued.
  var enqueuing: Int {
    if case .enqueuing(let rows) = self { return rows }
    return 0
  }
}

/// A line about what was just done.
enum Notice: Sendable, Hashable {
  case said(String)
  /// That rows were enqueued, until the engine's numbers say more.
  case enqueued(String)
  /// The end of a backfill, which stays while the engine's numbers change.
  case backfillEnd(String)
  /// What somebody needs who sees the sample for the first time.
  case welcome

  var text: String {
    switch self {
    case .said(let text), .enqueued(let text), .backfillEnd(let text): text
    case .welcome:
      """
      Here are learners whose record says “Not Earned” for a course that they passed; you see why, and repair it.
      This is a sample: its learners are made up, and nothing leaves this machine.
      Try: p paid_learner Enter finds a learner, Enter on a row says why, b repairs it. ? lists all keys.
      Your own site: learner-records import DUMP, or learner-records pull; then learner-records --deployment DIR.
      """
    }
  }
}

extension Model {
  /// The line about what was just done; nil for none.
  package internal(set) var notice: String? {
    get { told?.text }
    set { told = newValue.map(Notice.said) }
  }

  /// Says what this is, until the first key.
  package mutating func welcome() { told = .welcome }

  /// Begins something, unless rows are being enqueued: who leaves meanwhile is asked.
  mutating func begin(_ new: Activity) {
    if case .enqueuing = activity { return }
    activity = new
  }

  /// Ends what was begun, except the enqueuing of rows, which ends by its own answer.
  mutating func endWork() { begin(.none) }
}
