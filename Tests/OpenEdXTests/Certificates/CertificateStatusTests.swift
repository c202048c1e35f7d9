import OpenEdX
import Testing

/// <doc:SyncFlow#Certificates>, word by word.
@Suite("Certificate statuses")
struct CertificateStatusTests {
  struct Word: Sendable, CustomTestStringConvertible {
    let word: String
    var passing = false
    var valid = false
    var eligible = true
    var testDescription: String { word }
  }

  static let words =
    [
      Word(word: "downloadable", passing: true, valid: true),
      Word(word: "generating", passing: true),
      Word(word: "audit_passing", eligible: false),
      Word(word: "audit_notpassing", eligible: false),
    ]
    + [
      "notpassing", "unavailable", "unverified", "deleted", "deleting", "error", "requesting", "restricted", "auditing",
      "honor_passing", "invalidated", "", "Downloadable", "a_word_of_next_year",
    ].map { Word(word: $0) }

  @Test("Each word is passing, valid, eligible and posted as the LMS says", arguments: words)
  func judges(_ word: Word) {
    let status = CertificateStatus(rawValue: word.word)
    #expect(status.isPassing == word.passing)
    #expect(status.isValid == word.valid)
    #expect(status.isEligible == word.eligible)
    #expect(status.isAudit == !word.eligible)
    #expect(status.postedStatus == (word.valid ? .awarded : .revoked))
  }

  @Test("The named statuses carry the LMS's words")
  func names() {
    let named: [CertificateStatus] = [
      .downloadable, .generating, .auditPassing, .auditNotPassing, .notPassing, .unavailable, .unverified,
    ]
    #expect(named.map(\.rawValue) == Self.words.prefix(7).map(\.word))
  }

  @Test("A credential is awarded or revoked, in these words")
  func credentialWords() {
    #expect(CredentialStatus.allCases.map(\.rawValue) == ["awarded", "revoked"])
  }
}
