import OpenEdX

extension RunRecord {
  /// What the databases cannot tell about the row, as sentences.
  package var unchecked: [String] {
    var lines: [String] = []
    if lmsUserID == nil {
      lines.append("The LMS has no user “\(username)”: whether the learner passed there cannot be said.")
    }
    if assessment.findings.contains(where: { $0 == .passedUncertified || $0 == .upgradeNotRegenerated }) {
      lines.append(
        "Whether the LMS would refuse for another reason (beta testers, ID verification), or whether the site generates "
          + "certificates by itself at all, is not in this copy."
      )
    }
    if lms?.mode == .honor {
      lines.append(
        "Whether honor certificates are switched off (DISABLE_HONOR_CERTIFICATES) is a setting outside the databases; "
          + "taken as \(facts.honorCertificatesDisabled ? "switched off" : "not switched off")."
      )
    }
    if configuration == nil {
      lines.append("Without a configuration in Credentials nobody can say from when an award would be visible.")
    }
    if let lms, lms.modified == nil {
      lines.append("The certificate's time of change, “\(lms.modifiedText)”, cannot be read.")
    }
    if let credential, credential.created == nil {
      lines.append("The credential's time of creation, “\(credential.createdText)”, cannot be read.")
    }
    if case .unknown? = gradeSource?.courseGrade {
      lines.append("Whether the LMS has a grade to send: grades_persistentcoursegrade is missing from lms.sqlite.")
    }
    return lines
  }
}
