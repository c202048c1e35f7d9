import Dispatch
import Subprocess
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension InputFile {
  /// Hands the bytes on, unpacked by the system's own program where they are packed.
  ///
  /// - Throws: `SiteDataError` of code `program` when the program is missing, of code `truncated` when it says that the
  ///   file is cut off or damaged; `CancellationError`; what `body` throws.
  func forEachUnpackedChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) async throws {
    guard packing != .none else { return try forEachChunk(body) }
    let source = head.isEmpty ? descriptor : try feedThroughPipe()
    defer { if source != descriptor { close(source) } }
    let program = packing.rawValue
    var unpacked: [UInt8] = []
    do {
      let result = try await run(
        .name(program),
        arguments: ["-dc"],
        input: .fileDescriptor(FileDescriptor(rawValue: source), closeAfterSpawningProcess: false),
        output: .sequence,
        error: .string(limit: 4096)
      ) { execution in
        for try await buffer in execution.standardOutput {
          try Task.checkCancellation()
          noteProgressOfChild()
          try buffer.withUnsafeBytes { bytes in
            if unpacked.count < FileKind.length {
              unpacked += bytes.prefix(FileKind.length - unpacked.count)
              // A packed archive of a dump's files would read as a dump whose tables have no rows.
              if unpacked.count == FileKind.length { _ = try FileKind.packing(of: unpacked, name: name) }
            }
            try body(bytes)
          }
        }
      }
      guard result.terminationStatus.isSuccess else {
        let said = result.standardError.split(separator: "\n").first.map { ": \($0.prefix(200))" } ?? ""
        throw SiteDataError(
          .truncated,
          at: name,
          "\(program) cannot unpack it\(said)",
          remedy: "The file is cut off or damaged: copy it again; nothing was taken."
        )
      }
    } catch let error as SubprocessError {
      throw SiteDataError(
        .program,
        at: name,
        "it is packed with \(program), and that program does not run here (\(error))",
        remedy: "Install \(program), or unpack the file first."
      )
    }
  }

  /// A pipe that gives what was read of standard input already, and then the rest of it.
  private func feedThroughPipe() throws(SiteDataError) -> Int32 {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Self.unreadable(name) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // A program that has ended must not end this one.
    signal(SIGPIPE, SIG_IGN)
    let (head, target, source) = (head, ends[1], dup(descriptor))
    DispatchQueue.global().async {
      var chunk = head
      while !chunk.isEmpty, Self.writeAll(chunk, to: target) {
        chunk = [UInt8](repeating: 0, count: 64 << 10)
        let count = chunk.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
        chunk = Array(chunk.prefix(max(count, 0)))
      }
      close(target)
      close(source)
    }
    return ends[0]
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var left = bytes[...]
    while !left.isEmpty {
      let count = left.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      left = left.dropFirst(count)
    }
    return true
  }
}
