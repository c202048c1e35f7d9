import Foundation

/// The memory of a process as the kernel counts it, in MB.
struct ProcessMemory {
  /// What is in memory now (`VmRSS`).
  let resident: Double
  /// The most that ever was (`VmHWM`).
  let peak: Double

  static func now() throws -> ProcessMemory { try of(getpid()) }

  static func of(_ process: pid_t) throws -> ProcessMemory {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    return ProcessMemory(resident: try megabytes("VmRSS", status), peak: try megabytes("VmHWM", status))
  }

  private static func megabytes(_ name: String, _ status: String) throws -> Double {
    let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
    guard let kilobytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Double($0) }) else {
      throw BenchError("The status of the process has no \(name).")
    }
    return kilobytes * 1024 / 1_000_000
  }
}
