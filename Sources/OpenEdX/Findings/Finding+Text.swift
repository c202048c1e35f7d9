extension Finding.Kind {
  /// What findings of the kind say, as a clause for a person.
  package var summary: String {
    switch self {
    case .explanation: "as it should be, and why"
    case .lms: "the LMS owes the learner something"
    case .drift: "LMS and Credentials disagree"
    case .blocker: "repair this first"
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
    case .retired: "the account is retired"
    case .runExcluded: "passed in another run of the course, which the program does not have"
    case .severalRuns: "several runs of the course are awarded, and the database decides which one the page shows"
    case .nameDiffers: "the page prints another name than the one in the LMS profile"
    case .tooNew: "changed after the moment of the older database: too new to judge"
    case .passedUncertified: "passed in the LMS, which has no certificate"
    case .upgradeNotRegenerated: "passed and upgraded, but the certificate is still of the audit track"
    case .exceptionNotGenerated: "on the exception list, but there is no valid certificate"
    case .invalidationActive: "staff invalidated the certificate, and the invalidation is still active"
    case .awardLost: "passed in the LMS, but Credentials never heard of it"
    case .revocationStale: "valid in the LMS, still revoked in Credentials"
    case .awardStale: "not valid in the LMS, still awarded in Credentials"
    case .credentialOrphaned: "awarded in Credentials without an LMS certificate"
    case .overrideDrift: "the date override differs between LMS and Credentials"
    case .gradeMissing: "awarded, but Credentials has no verified grade (the page shows 0%)"
    case .gradeStale: "Credentials has an older grade than the LMS, and another"
    case .dateDrift: "the certificate available date in Credentials is not the one that the LMS computes"
    case .accountMismatch: "Credentials holds another lms_user_id for this name"
    case .issuanceDisabled: "Credentials use is off in the LMS"
    case .recordsDisabled: "learner records are off for the run's organization"
    case .overviewMissing: "the LMS has no course overview of the run"
    case .notInCatalog: "Credentials' catalog does not have the run"
    case .configInactive: "the run's certificate configuration is inactive"
    case .configUnlinked: "the run's certificate configuration is not linked to the catalog"
    case .renamed: "Credentials knows the learner by a former name"
    case .runKeyDuplicate: "Credentials' catalog has the run's key more than once"
    case .configDuplicate: "the run has several certificate configurations on the site"
    case .configOtherSite: "the certificate configuration belongs to another site"
    case .pageFails: "the service answers 500 in place of the learner's page"
    case .programAwardLost: "program complete, but no program credential"
    case .programAwardStale: "program credential awarded, but the program is not complete"
    case .programHidden: "program credential awarded, but not visible"
    case .programUnlisted: "the program is missing from the learner's list"
    case .accountMissing: "Credentials has no account of the learner and refuses the award (500)"
    case .programConfigMissing: "the courses are complete, but the program has no active certificate configuration"
    case .programOverviewMissing: "a run that counts has no course overview, so the LMS does not count it"
    case .runTypeDiffers: "a certificate has another mode than the run's configuration, so the LMS may not count it"
    }
  }

  /// What repairs the finding, as a sentence.
  package var remedy: String {
    switch self {
    case .noCertificate, .notPassed: "Nothing to repair: the learner has not finished."
    case .audit: "Nothing to repair: audit certificates stay in the LMS."
    case .ineligibleMode: "Change the enrolment mode, or the site's policy for that mode."
    case .certificateInvalid: "Staff: regenerate the certificate, or have the ID verified."
    case .hiddenUntilDate: "Wait for the date, or correct it in Studio."
    case .retired: "Nothing to repair: the account was retired."
    case .runExcluded:
      "Have Discovery take the run into the program, then run copy_catalog in Credentials; or tell the learner."
    case .severalRuns: "Nothing to repair: the page shows one run of a course."
    case .nameDiffers: "It changes when the learner next signs in to Credentials."
    case .tooNew: "Take both databases again; what is found then is no matter of the two moments."
    case .passedUncertified: "Generate the certificate in the LMS; the award follows."
    case .upgradeNotRegenerated: "Regenerate the certificate in the LMS; it is sent then."
    case .exceptionNotGenerated: "Generate the exception certificates in the Instructor dashboard."
    case .invalidationActive: "Remove the invalidation in the Instructor dashboard, then regenerate the certificate."
    case .awardLost: "Backfill posts the award."
    case .revocationStale: "Backfill posts the award again."
    case .awardStale: "Backfill posts the revocation, when asked for (\(OptionName.include) award-stale)."
    case .credentialOrphaned: "A person decides; this is never changed automatically."
    case .overrideDrift: "Backfill posts the date again, when asked for (\(OptionName.include) override-drift)."
    case .gradeMissing: "Backfill sends the grade, when the LMS has one (\(OptionName.include) grade-missing)."
    case .gradeStale: "Backfill sends the LMS's grade, when asked for (\(OptionName.include) grade-stale)."
    case .dateDrift:
      "Backfill sends the LMS's date, one post for the run, when asked for (\(OptionName.include) date-drift)."
    case .accountMismatch:
      "The next sign-in corrects a stale id (sync_ids_from_platform fills only empty ones). Where the rows are those of an "
        + "earlier holder of the name, a person gives them another name (replace_usernames); then backfill."
    case .issuanceDisabled: "Enable CredentialsApiConfig (enabled and enable_learner_issuance) in the LMS."
    case .recordsDisabled: "Turn ENABLE_LEARNER_RECORDS on in the site configuration of the organization."
    case .overviewMissing: "Publish the course again in Studio."
    case .notInCatalog: "Run copy_catalog in Credentials."
    case .configInactive: "Activate the run's CourseCertificate in Credentials' admin."
    case .configUnlinked: "Run populate_missing_courserun_info in Credentials."
    case .renamed: "Give the rows in Credentials the new name (replace_usernames); never award them again."
    case .runKeyDuplicate: "Move the configuration and the grades to the run that the program lists."
    case .configDuplicate:
      "Move the awards to the linked configuration, see that none is left, then delete the other with its awards."
    case .configOtherSite:
      "Read the site that it belongs to (\(OptionName.site)), or move it to this one in Credentials' admin."
    case .pageFails: "Repair the row that makes the page fail in Credentials' admin."
    case .programAwardLost: "Backfill awards the program, when asked for (\(OptionName.include) program-award-lost)."
    case .programAwardStale: "Backfill revokes it, when asked for (\(OptionName.include) program-award-stale)."
    case .programHidden: "Correct the courses' dates, or repair their missing credentials."
    case .programUnlisted:
      "Set the program's status to active if it is not, and repair what is found in its course runs."
    case .accountMissing: "Have the learner open the record once; then backfill."
    case .programConfigMissing: "Make or activate the program's ProgramCertificate in Credentials' admin."
    case .programOverviewMissing: "Publish the course again in Studio."
    case .runTypeDiffers: "Compare the run's type in Discovery; Credentials' catalog does not have it."
    }
  }
}
