import CTerminalRestore

/// What is said when the program crashes: a few lines, at once, on a terminal that was given back.
package enum CrashReport {
  /// Says so from now on, in the whole process.
  ///
  /// - Parameters:
  ///   - program: its name and version.
  ///   - reporting: how to report a crash, as whole lines.
  package static func install(program: String, reporting: String) {
    crash_report_install("\(program) crashed: ", reporting)
  }
}
