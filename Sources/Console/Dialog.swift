import CertificateSync

/// What lies over the screen and takes the keys.
public enum Dialog: Sendable {
  /// The keys and what they do.
  case help
  /// The plan of a backfill, waiting for a yes.
  case confirm(BackfillPlan)
  /// All that is known of a row, where the pane under the list is too small or not there.
  case details(CourseRow)
  /// The limits that the list at hand can be given, and which one the cursor is on.
  case limits([LimitChoice], cursor: Int)
  /// A message to be read.
  case message(title: String, text: String)
  /// All that is known of what the cursor is on.
  case detail(Detail)
  /// A question about the engine, waiting for a yes.
  case question(EngineQuestion)
  /// The reason of a pause, as far as it is typed.
  case pauseReason(String)
}
