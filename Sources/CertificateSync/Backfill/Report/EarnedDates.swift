import OpenEdX

/// The rows whose Date Earned will be the day of the backfill, and how far that is from their certificates.
///
/// The service shows the date override, else the configuration's available date, else the day on which the credential was
/// made (<doc:CredentialsAPI#Learner-records>). A learner who passed in spring is then told of autumn, which is said before it is done.
struct EarnedDates {
  private var rows = 0
  private var certificates: ClosedRange<UTCTime>?
  private let today: UTCTime

  init(_ plan: BackfillPlan) {
    today = plan.readAt ?? plan.items.first?.dates.now ?? .now
    for certificate in plan.items.compactMap(\.certificateOfDayOfPost) where certificate.dateText < today.dateText {
      rows += 1
      certificates =
        certificates.map { min($0.lowerBound, certificate)...max($0.upperBound, certificate) }
        ?? certificate...certificate
    }
  }

  /// How many there are, of what time their certificates are, and what sets another day; nil for none.
  var text: String? {
    guard let certificates else { return nil }
    let (first, last) = (certificates.lowerBound.dateText, certificates.upperBound.dateText)
    let dates = first == last ? "of \(first)" : "of \(first)..\(last)"
    let (nearest, farthest) = (
      Self.distance(certificates.upperBound, today), Self.distance(certificates.lowerBound, today)
    )
    let away = nearest == farthest ? nearest : "\(nearest) to \(farthest)"
    let subject =
      rows == 1
      ? "1 award will show the day of the backfill as Date Earned: its certificate is \(dates), \(away) before"
      : "\(rows) awards will show the day of the backfill as Date Earned: their certificates are \(dates), \(away) before"
    return "\(subject). A date override in the LMS sets another day."
  }

  /// "3 days", "5 months", "2 years": whole ones, of the largest unit of which there are two.
  private static func distance(_ from: UTCTime, _ to: UTCTime) -> String {
    let days = Int((to.microseconds - from.microseconds) / 86_400_000_000)
    switch days {
    case ..<61: return PlanText.count(max(days, 1), "day")
    case ..<731: return PlanText.count(days / 30, "month")
    default: return PlanText.count(days / 365, "year")
    }
  }
}
