extension TaskQueue {
  /// What keeps a due task from being claimed while another task of its lane runs or comes first.
  ///
  /// The program tasks of one learner write the same credentials, under several keys: an award may still be on its way
  /// when the revocation finds nothing to revoke, and if the award's process then dies nobody ever looks again. So at
  /// most one of them runs. Each reads the certificates again, so whichever runs last leaves what they imply.
  ///
  /// The keys are looked up, not the columns, one condition a query: the two indexes that keep keys single serve them.
  ///
  /// Only what the same claim could take comes first: what waits for another destination, or is left to others by a backfill,
  /// would hold its lane for ever.
  static func laneIsFree(_ plan: Int64?) -> String {
    let isEarlier = isEarlier + (plan == nil ? "" : " AND +other.plan = :plan")
    return """
      (due.kind NOT IN ('award_program_certificates', 'revoke_program_certificates') OR (
        \([isAward, isAwardOfOne, isRevocation].flatMap { [none(isRunning, $0), none(isEarlier, $0)] }
          .joined(separator: " AND "))
      ))
      """
  }

  private static func none(_ state: String, _ key: String) -> String {
    "NOT EXISTS (SELECT 1 FROM sync_task AS other WHERE \(state) AND \(key))"
  }

  private static let isRunning = "other.state = 'running'"

  /// The `+` keeps SQLite from walking all that is due instead of the one key.
  private static let isEarlier = """
    other.state = 'queued' AND +other.priority = due.priority AND +other.not_before <= :now
      AND (+other.not_before, +other.id) < (due.not_before, due.id)
      AND (+other.destination IS NULL OR +other.destination = :destination)
    """

  private static let isAward = "other.key = 'award-programs/' || due.username"

  private static let isAwardOfOne = """
    other.key > 'award-programs/' || due.username || '/' AND other.key < 'award-programs/' || due.username || '0'
    """

  /// `0` follows `/`.
  private static let isRevocation = """
    other.key > 'revoke-programs/' || due.username || '/' AND other.key < 'revoke-programs/' || due.username || '0'
    """
}
