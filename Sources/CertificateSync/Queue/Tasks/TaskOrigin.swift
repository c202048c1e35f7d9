/// What a task was enqueued for; live changes go before a backfill.
package enum TaskOrigin: String, Sendable, Hashable {
  /// A certificate was saved.
  case live
  /// An operator repairs what is missing.
  case backfill

  /// Lower goes first.
  var priority: Int { self == .live ? 0 : 1 }
}
