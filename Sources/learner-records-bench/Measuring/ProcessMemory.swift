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

/// How long the processor has worked for this process, in all its threads and in the kernel.
///
/// Waiting for the disk and for other programs is not in it, so on a busy machine it says more than the time that passed.
enum ProcessorTime {
  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
