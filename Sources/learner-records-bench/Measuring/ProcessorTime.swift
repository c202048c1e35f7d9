import Foundation

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
