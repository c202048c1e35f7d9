extension Finding.Kind {
  /// What findings of the kind say, as a clause for a person.
  package var summary: String {
    switch self {
    case .explanation: "as it should be, and why"
    case .drift: "LMS and Credentials disagree"
    case .blocker: "mend this first"
    }
  }
}

extension Finding {
  /// What the finding says, as a clause for a person.
  package var summary: String {
    switch self {
    case .noCertificate: "no certificate in the LMS"
    case .audit: "audit track, which is never sent"
    case .ineligibleMode: "the certificate's mode is not sent to Credentials"
    case .notPassed: "the learner has not passed"
    case .certificateInvalid: "the LMS certificate is not valid"
    case .hiddenUntilDate: "awarded, hidden until the certificate available date"
    case .awardLost: "passed in the LMS, but Credentials never heard of it"
    case .revocationStale: "valid in the LMS, still revoked in Credentials"
    case .awardStale: "not valid in the LMS, still awarded in Credentials"
    case .credentialOrphaned: "awarded in Credentials without an LMS certificate"
    case .overrideDrift: "the date override differs between LMS and Credentials"
    case .gradeMissing: "awarded, but Credentials has no verified grade (the page shows 0%)"
    case .issuanceDisabled: "Credentials use is off in the LMS"
    case .recordsDisabled: "learner records are off for the run's organization"
    case .overviewMissing: "the LMS has no course overview of the run"
    case .notInCatalog: "Credentials' catalog does not have the run"
    case .configInactive: "the run's certificate configuration is inactive"
    case .configUnlinked: "the run's certificate configuration is not linked to the catalog"
    case .programAwardLost: "program complete, but no program credential"
    case .programAwardStale: "program credential awarded, but the program is not complete"
    case .programHidden: "program credential awarded, but not visible"
    case .programUnlisted: "the program is missing from the learner's list"
    }
  }

  /// What mends the finding, as a sentence.
  package var remedy: String {
    switch self {
    case .noCertificate, .notPassed: "Nothing to mend: the learner has not finished."
    case .audit: "Nothing to mend: audit certificates stay in the LMS."
    case .ineligibleMode: "Change the enrolment mode, or the site's policy for that mode."
    case .certificateInvalid: "Staff: regenerate the certificate, or have the ID verified."
    case .hiddenUntilDate: "Wait for the date, or correct it in Studio."
    case .awardLost: "Backfill posts the award."
    case .revocationStale: "Backfill posts the award again."
    case .awardStale: "Backfill posts the revocation, when asked for (--include award-stale)."
    case .credentialOrphaned: "A person decides; this is never changed automatically."
    case .overrideDrift: "Backfill posts the date again, when asked for (--include override-drift)."
    case .gradeMissing: "Backfill sends the grade, when the LMS has one (--include grade-missing)."
    case .issuanceDisabled: "Enable CredentialsApiConfig (enabled and enable_learner_issuance) in the LMS."
    case .recordsDisabled: "Turn ENABLE_LEARNER_RECORDS on in the site configuration of the organization."
    case .overviewMissing: "Publish the course again in Studio."
    case .notInCatalog: "Run copy_catalog in Credentials."
    case .configInactive: "Activate the run's CourseCertificate in Credentials' admin."
    case .configUnlinked: "Run populate_missing_courserun_info in Credentials."
    case .programAwardLost: "Backfill awards the program, when asked for (--include program-award-lost)."
    case .programAwardStale: "Backfill revokes it, when asked for (--include program-award-stale)."
    case .programHidden: "Mend the courses' dates, or their missing credentials."
    case .programUnlisted: "Set the program's status to active if it is not, and mend what is found in its course runs."
    }
  }
}
