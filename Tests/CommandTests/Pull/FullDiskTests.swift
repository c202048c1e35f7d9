import Foundation
import MariaDBSupport
import ProcessTestSupport
import TestSupport
import Testing

@Suite(
  .ownThread,
  PullStage.isAvailable,
  .enabled(if: FullDisk.isAvailable, "no mount namespace here"),
  .timeLimit(.minutes(30))
)
struct `A pull on a full disk` {
  @Test func `says so and leaves the deployment as it was, whether all is read or what has changed`() throws {
    let stage = try PullStage()
    defer { stage.remove() }
    let disk = stage.folder.file("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
    let script = """
      set -e
      disk=$1 program=$2 settings=$3 socket=$4 lms=$5
      pull() { "$program" pull --config "$settings" --deployment "$disk/site" "$@"; }
      sums() { "$program" audit --all --format jsonl --deployment "$disk/site" | cksum || true; }
      mount -t tmpfs -o size=12m none "$disk"
      pull >/dev/null
      before=$(sums)
      dd if=/dev/zero of="$disk/filler" bs=16k 2>/dev/null || true
      pull --anew >/dev/null 2>"$6/anew" && exit 11
      echo "update $lms.certificates_generatedcertificate set grade='0.99', modified_date=utc_timestamp(6);
        update $lms.student_courseenrollment set mode=concat(mode, 'x')" |
        mariadb --no-defaults --socket="$socket" --user=root
      pull >/dev/null 2>"$6/changed" && exit 12
      [ "$before" = "$(sums)" ] || exit 13
      ls -A "$disk/site" >"$6/left"
      rm "$disk/filler"
      pull >/dev/null
      [ "$before" != "$(sums)" ] || exit 14
      """
    let run = try FinishedProcess(
      executable: "/usr/bin/unshare",
      [
        "-m", "sh", "-c", script, "sh", disk, try Command.path(), stage.folder.file("site.yaml"), stage.server.socket,
        stage.site.lms, stage.folder.path,
      ]
    )
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    for name in ["anew", "changed"] {
      let text = try String(contentsOfFile: stage.folder.file(name), encoding: .utf8)
      #expect(text.contains("full") || text.contains("No space left"), "\(name): \(text)")
    }
    let left = try String(contentsOfFile: stage.folder.file("left"), encoding: .utf8)
    #expect(left.split(separator: "\n").allSatisfy { $0.hasPrefix("lms.sqlite") || $0.hasPrefix("credentials.sqlite") })
  }
}

/// Whether a disk of a few megabytes can be made for a test, which only root may.
enum FullDisk {
  static let isAvailable: Bool = {
    let run = try? FinishedProcess(
      executable: "/usr/bin/unshare",
      ["-m", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"]
    )
    return run?.status == 0
  }()
}
