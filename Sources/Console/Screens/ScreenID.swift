import OpenEdX

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
