/// What decides about records and stands in no database: settings of the LMS, and the operator's choice of a site.
package struct RecordSettings: Sendable, Hashable {
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`; off by default, as in the LMS.
  package var honorCertificatesDisabled = false
  /// The LMS setting `RETIRED_USERNAME_PREFIX`: how the usernames of retired accounts begin.
  package var retiredPrefix = "retired__user_"
  /// The Credentials site whose pages are shown, by its id or its host name; nil for the first one that is configured.
  package var site: String?

  /// Takes the settings; those left out are those of a usual site.
  package init(
    honorCertificatesDisabled: Bool = false,
    retiredPrefix: String = "retired__user_",
    site: String? = nil
  ) {
    self.honorCertificatesDisabled = honorCertificatesDisabled
    self.retiredPrefix = retiredPrefix
    self.site = site
  }
}
