/// A program as the catalog describes it: which courses it has, and which runs of them count.
package struct ProgramOutline: Sendable, Hashable {
  /// A run that counts for a course of the program.
  package struct Run: Sendable, Hashable {
    /// The run's key; compared by code points, as the LMS's Python compares it.
    package var key: ExactText
    /// The track that the run was made for; nil where the catalog does not tell, as that of Credentials does not.
    package var type: CourseMode?

    /// Takes the run's values.
    package init(key: String, type: CourseMode? = nil) {
      self.key = ExactText(key)
      self.type = type
    }

    /// Whether a certificate of the run completes its course (<doc:SyncFlow#Programs>).
    ///
    /// It must be passing, and its mode must be the run's type, where a run for credit counts as verified and a
    /// no-id-professional certificate as professional. Where the type is not known, any mode that the LMS sends to
    /// Credentials will do, as <doc:Findings> has it for `program-award-lost`.
    ///
    /// - Parameter honorCertificatesDisabled: the LMS setting `DISABLE_HONOR_CERTIFICATES`.
    package func isCompleted(by certificate: RunFacts.Certificate, honorCertificatesDisabled: Bool = false) -> Bool {
      guard certificate.status.isPassing else { return false }
      guard let type else { return certificate.mode.isSent(honorCertificatesDisabled: honorCertificatesDisabled) }
      let mode = certificate.mode == .noIDProfessional ? .professional : certificate.mode
      return mode == (type == .credit ? .verified : type)
    }
  }

  /// The program.
  package var uuid: ProgramUUID
  /// Whether its status is one of those that the LMS knows programs of: active or retired.
  package var isOffered: Bool
  /// The runs, course by course.
  package var courses: [[Run]]

  /// Takes the program's values.
  package init(uuid: ProgramUUID, isOffered: Bool = true, courses: [[Run]]) {
    self.uuid = uuid
    self.isOffered = isOffered
    self.courses = courses
  }

  /// Whether the run counts for one of its courses.
  package func contains(_ courseRunKey: String) -> Bool {
    let key = ExactText(courseRunKey)
    return courses.contains { $0.contains { $0.key == key } }
  }

  /// Whether every course has a run that one of the certificates completes; without a course it never is.
  package func isCompleted(
    by certificates: [ExactText: RunFacts.Certificate],
    honorCertificatesDisabled: Bool = false
  ) -> Bool {
    !courses.isEmpty
      && courses.allSatisfy { runs in
        runs.contains { run in
          certificates[run.key].map {
            run.isCompleted(by: $0, honorCertificatesDisabled: honorCertificatesDisabled)
          } ?? false
        }
      }
  }
}
