import Glibc

/// The modes of a terminal, as far as a program that draws screens changes them.
package struct TerminalAttributes: Hashable, Sendable {
  /// Whether typed characters are shown.
  package let echoes: Bool
  /// Whether input comes by lines.
  package let isCanonical: Bool
  /// Whether Ctrl-C and its kin send signals.
  package let sendsSignals: Bool
  /// Whether Enter arrives as a newline.
  package let translatesReturn: Bool
  /// Whether output gets a carriage return before each newline.
  package let processesOutput: Bool
  /// Whether Ctrl-S stops the output.
  package let hasFlowControl: Bool

  /// Whether a shell can be used on it: the state that a program has to leave behind.
  package var isSane: Bool { echoes && isCanonical && sendsSignals && translatesReturn && processesOutput }

  init(of descriptor: Int32) {
    var modes = termios()
    tcgetattr(descriptor, &modes)
    func has(_ flags: tcflag_t, _ flag: Int32) -> Bool { flags & tcflag_t(flag) != 0 }
    echoes = has(modes.c_lflag, ECHO)
    isCanonical = has(modes.c_lflag, ICANON)
    sendsSignals = has(modes.c_lflag, ISIG)
    translatesReturn = has(modes.c_iflag, ICRNL)
    processesOutput = has(modes.c_oflag, OPOST)
    hasFlowControl = has(modes.c_iflag, IXON)
  }
}
