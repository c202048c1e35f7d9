import DatabaseFile
import GRDB
import LMS
import OpenEdX
import Synchronization
import TestSupport
import Testing

@Suite("Signals of a save")
struct SignalTests {
  @Test(
    "A save with a passing status tells of the change, then of the award",
    arguments: [CertificateStatus.downloadable, .generating]
  )
  func passing(_ status: CertificateStatus) throws {
    let campus = try Campus()
    try campus.save("ada", Campus.run, status, mode: .masters)
    #expect(campus.receiver.signals.map(\.name) == ["changed", "awarded"])
    for subject in campus.receiver.signals.compactMap(\.certificate) {
      #expect(subject.username == "ada")
      #expect(subject.courseRunKey == Campus.run)
      #expect(subject.mode == .masters)
      #expect(subject.status == status)
    }
  }

  @Test(
    "Any other save tells of the change only",
    arguments: ["notpassing", "unavailable", "unverified", "audit_passing", "audit_notpassing", "error", "invalidated"]
  )
  func others(_ word: String) throws {
    let campus = try Campus()
    try campus.save("ada", Campus.run, CertificateStatus(rawValue: word))
    #expect(campus.receiver.signals.map(\.name) == ["changed"])
    #expect(campus.receiver.signals.first?.certificate?.status.rawValue == word)
  }

  @Test("The signals follow the saves, one after the other, with the values just saved")
  func order() throws {
    let campus = try Campus()
    let key = try CourseKey(Campus.run)
    try campus.database.transaction { transaction in
      for status in [CertificateStatus.generating, .downloadable, .notPassing] {
        try transaction.saveCertificate(
          username: "ada",
          courseRunKey: key,
          values: CertificateValues(status: status, mode: .verified)
        )
      }
    }
    #expect(
      campus.receiver.signals.map { "\($0.name) \($0.certificate?.status.rawValue ?? "")" } == [
        "changed generating", "awarded generating", "changed downloadable", "awarded downloadable",
        "changed notpassing",
      ]
    )
  }

  @Test("Every receiver hears every signal, in the order in which they were given")
  func receivers() throws {
    let campus = try Campus()
    let heard = Mutex<[String]>([])
    let told = campus.database.telling(
      ["first", "second"].map { name in
        RecordingReceiver { signal, _ in heard.withLock { $0.append("\(name) \(signal.name)") } }
      }
    )
    let key = try CourseKey(Campus.run)
    _ = try told.transaction { transaction in
      try transaction.saveCertificate(
        username: "ada",
        courseRunKey: key,
        values: CertificateValues(status: .downloadable, mode: .verified)
      )
    }
    #expect(heard.withLock { $0 } == ["first changed", "second changed", "first awarded", "second awarded"])
    #expect(campus.receiver.signals.isEmpty, "the ones told before are not told any more")
  }

  @Test(
    "A receiver finds the row and its history in the open transaction, the gates too, and nobody else finds them yet"
  )
  func insideTheTransaction() throws {
    let campus = try Campus()
    let seen = Mutex<[String]>([])
    let database = campus.database
    let told = database.telling([
      RecordingReceiver { signal, transaction in
        let rows = try Int.fetchOne(transaction.db, sql: "SELECT count(*) FROM certificates_generatedcertificate")
        let history = try Int.fetchOne(
          transaction.db,
          sql: "SELECT count(*) FROM certificates_historicalgeneratedcertificate"
        )
        let facts = try database.awardCourseCertificate(username: "ada", courseRunKey: Campus.run)
        let outside = facts.certificate == nil ? "nothing outside" : "seen outside"
        let gate = try transaction.gates().issuanceEnabled
        seen.withLock {
          $0.append("\(signal.name) \(rows ?? -1) \(history ?? -1) \(gate) \(outside) \(transaction.now)")
        }
      }
    ])
    let key = try CourseKey(Campus.run)
    _ = try told.transaction { transaction in
      try transaction.saveCertificate(
        username: "ada",
        courseRunKey: key,
        values: CertificateValues(status: .downloadable, mode: .verified)
      )
    }
    #expect(
      seen.withLock { $0 } == [
        "changed 1 1 true nothing outside 2026-06-17T10:09:52.572000+00:00",
        "awarded 1 1 true nothing outside 2026-06-17T10:09:52.572000+00:00",
      ]
    )
    let facts = try database.awardCourseCertificate(username: "ada", courseRunKey: Campus.run)
    #expect(facts.certificate?.status == .downloadable, "after the commit it is seen")
  }

  @Test("A receiver that throws undoes the save and what it wrote itself", arguments: ["changed", "awarded"])
  func throwing(_ name: String) throws {
    let campus = try Campus()
    try campus.execute("CREATE TABLE sync_note (text TEXT)")
    let told = campus.database.telling([
      RecordingReceiver { signal, transaction in
        try transaction.db.execute(sql: "INSERT INTO sync_note VALUES (?)", arguments: [signal.name])
        if signal.name == name { throw Refusal() }
      }
    ])
    let key = try CourseKey(Campus.run)
    #expect(throws: Refusal()) {
      _ = try told.transaction { transaction in
        try transaction.saveCertificate(
          username: "ada",
          courseRunKey: key,
          values: CertificateValues(status: .downloadable, mode: .verified)
        )
      }
    }
    for table in ["certificates_generatedcertificate", "certificates_historicalgeneratedcertificate", "sync_note"] {
      #expect(try campus.count(table) == 0, "\(table)")
    }
  }
}
