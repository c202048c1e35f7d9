import CertificateSync

/// What lies over the screen and takes the keys.
public enum Dialog: Sendable {
  /// The keys and what they do.
  case help
  /// The plan of a backfill, waiting for a yes.
  case confirm(BackfillPlan, offset: Int)
  /// A message to be read.
  case message(title: String, text: String)
}
