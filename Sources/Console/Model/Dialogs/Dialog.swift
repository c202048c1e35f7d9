/// What lies over the screen and takes the keys.
package enum Dialog: Sendable {
  /// The keys and what they do, as far as they were searched for.
  case help(HelpState)
  /// The plan of a backfill, waiting for a yes.
  case confirm(PlanDialog)
  /// All that is known of a row, where the pane under the list is too small or not there.
  case details(CourseRow)
  /// The limits that the list can be given, and which one the cursor is on.
  case limits([LimitChoice], cursor: Int)
  /// A file that is there already, waiting for a yes.
  case overwrite(FileDraft)
  /// A message to be read.
  case message(title: String, text: String)
  /// Why something could not be read, which came unasked: the key that leaves may have been pressed before it was seen.
  case failedRead(String)
  /// The columns by which the list can be sorted, and which one the cursor is on.
  case columns([ColumnChoice], cursor: Int)
  /// All that is known of what the cursor is on.
  case detail(Detail)
  /// A question about the engine, waiting for a yes.
  case question(EngineQuestion)
  /// The reason of a pause, as far as it is typed.
  case pauseReason(String)
}
