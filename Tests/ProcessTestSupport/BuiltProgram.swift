import Foundation

/// The programs of this package, which the package manager puts beside the tests.
package enum BuiltProgram {
  /// The path of a program.
  ///
  /// - Throws: `MissingProgram` where it was not built.
  package static func path(_ name: String) throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = (tests as NSString).deletingLastPathComponent + "/" + name
    guard FileManager.default.isExecutableFile(atPath: path) else { throw MissingProgram(path: path) }
    return path
  }
}

/// A program that was not built with the tests.
package struct MissingProgram: Error, CustomStringConvertible {
  /// Where it should be.
  package let path: String

  package var description: String {
    "\(path) is not there: these tests run the program that was built with them (swift build --build-tests)"
  }
}
