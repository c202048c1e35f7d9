import Foundation
import GRDBSQLite

/// What stands beside measured figures: the machine and the libraries that they depend on.
enum MachineFacts {
  static func print() throws {
    let memory = Double(ProcessInfo.processInfo.physicalMemory) / Double(1 << 30)
    line("processor", try processor())
    line("cores", "\(ProcessInfo.processInfo.activeProcessorCount)")
    line("memory", "\(Int(memory.rounded())) GiB")
    line("kernel", try text("/proc/sys/kernel/osrelease"))
    line("SQLite", String(cString: sqlite3_libversion()))
    line("load before", try load())
  }

  /// The load of the last one, five and fifteen minutes.
  static func load() throws -> String {
    try text("/proc/loadavg").split(separator: " ").prefix(3).joined(separator: " ")
  }

  private static func processor() throws -> String {
    let line = try text("/proc/cpuinfo").split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func line(_ name: String, _ value: String) {
    Swift.print(name + String(repeating: " ", count: max(1, 44 - name.count)) + value)
  }
}
