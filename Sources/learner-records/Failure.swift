import ArgumentParser
import Foundation
import Terminal

/// The end of a command that could not do what was asked; the text is for the operator.
struct Failure: Error {
  let text: String

  init(_ text: String) { self.text = text }

  /// Runs a command and turns every error that is not the parser's own into a line on standard error and status 1.
  static func reporting(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let exit as ExitCode {
      throw exit
    } catch let usage as ValidationError {
      throw usage
    } catch let failure as Failure {
      StandardError.write(failure.text)
      throw ExitCode.failure
    } catch {
      StandardError.write("\(error)")
      throw ExitCode.failure
    }
  }
}

/// Lines for people, beside the results on standard output.
enum StandardError {
  /// Writes one message; what it quotes from outside is made visible, never sent to the terminal raw.
  static func write(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { VisibleText.shown(String($0)) }
    FileHandle.standardError.write(Data("learner-records: \(lines.joined(separator: "\n"))\n".utf8))
  }

  /// Writes one line as it is, but for what could act on a terminal.
  static func line(_ text: String) {
    FileHandle.standardError.write(Data("\(VisibleText.shown(text))\n".utf8))
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// Results.
enum StandardOutput {
  /// Writes one line, safe for a terminal.
  static func line(_ text: String = "") {
    FileHandle.standardOutput.write(Data("\(VisibleText.shown(text))\n".utf8))
  }
}
