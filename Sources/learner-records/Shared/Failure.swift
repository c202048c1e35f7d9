import ArgumentParser

/// The end of a command that could not do what was asked; the text is for the operator.
struct Failure: Error {
  let text: String

  init(_ text: String) { self.text = text }

  #if !HTTP
  /// The end of a command that needs the trait `HTTP`, in a build without it.
  ///
  /// - Parameter lack: what cannot be done.
  static func withoutHTTP(_ lack: String) -> Failure {
    Failure(
      "\(lack): this program was built without HTTP (--disable-default-traits). Build it without that option, or install "
        + "the package."
    )
  }
  #endif

  /// Runs a command and turns every error that is not the parser's own into a line on standard error and status 1.
  static func reporting(_ body: () async throws -> Void) async throws {
    do {
      do { try await body() } catch let exit as ExitCode {
        try StandardOutput.requireWritten()
        throw exit
      }
      try StandardOutput.requireWritten()
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
