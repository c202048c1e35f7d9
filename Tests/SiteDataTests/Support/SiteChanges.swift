import MariaDBSupport
import TestSupport

/// Random changes of a site's databases, as statements; the same again by the seed.
struct SiteChanges {
  let site: ServedSite
  var draw: RandomDraw
  private var last = 1_000_000

  init(_ site: ServedSite, seed: UInt64) {
    self.site = site
    draw = RandomDraw(seed: seed)
  }

  /// The statements of one transaction.
  mutating func transaction() -> [String] { (0...draw.below(6)).flatMap { _ in change() } }

  /// One change, with the row of history that Django writes with it.
  private mutating func change() -> [String] {
    let (lms, credentials) = (site.lms, site.credentials)
    let certificates = "\(lms).certificates_generatedcertificate"
    let awards = "\(credentials).credentials_usercredential"
    switch draw.below(14) {
    case 0:
      last += draw.chance(10) ? 5_000_000 : 1 + draw.below(30_000)
      return [
        """
        INSERT IGNORE INTO \(certificates) (id, course_id, verify_uuid, download_uuid, download_url, grade, `key`,
          distinction, status, mode, name, created_date, modified_date, error_reason, user_id)
        VALUES (\(last), 'course-v1:Rand+R\(draw.below(99))+2026', MD5(\(last)), '', '', '0.8', '', 0, '\(status())',
          'verified', 'Zoë', NOW(6), NOW(6), '', \(1 + draw.below(300)))
        """
      ]
    case 1, 2:
      return ["UPDATE \(certificates) SET status='\(status())', modified_date=NOW(6) WHERE \(some("id", 5))"]
    case 3: return ["DELETE FROM \(certificates) WHERE \(some("id", 2))"]
    case 4:
      return [
        """
        INSERT IGNORE INTO \(lms).certificates_certificatedateoverride
          (created, modified, date, reason, generated_certificate_id, overridden_by_id)
        SELECT NOW(6), NOW(6), '2026-06-17 00:00:00', 'x', id, 1 FROM \(certificates) WHERE \(some("id", 3))
        """
      ]
    case 5: return ["DELETE FROM \(lms).certificates_certificatedateoverride ORDER BY RAND(\(draw.below(9))) LIMIT 1"]
    case 6:
      let id = 1 + draw.below(300)
      return ["UPDATE IGNORE \(lms).auth_user SET username=CONCAT('renamed', \(draw.below(999))) WHERE id=\(id)"]
    case 7: return swap("\(lms).auth_user", "username", "'between'")
    case 8:
      // Two values of one length change places: a checksum that adds bits without carry would not see it.
      return swap(awards, "status", "'between'")
    case 9:
      return [
        "UPDATE \(awards) SET status=IF(status='awarded','revoked','awarded'), modified=NOW(6) WHERE \(some("id", 4))"
      ]
    case 10:
      last += 1 + draw.below(15_000)
      return [
        """
        INSERT IGNORE INTO \(awards) (id, created, modified, credential_id, username, status, uuid,
          credential_content_type_id)
        VALUES (\(last), NOW(6), NOW(6), \(1 + draw.below(40)), 'user\(draw.below(400))', 'awarded', UUID(), 25)
        """,
        "DELETE FROM \(awards) WHERE \(some("id", 1))",
      ]
    case 11:
      return [
        "UPDATE \(lms).grades_persistentcoursegrade SET percent_grade=\(draw.below(100))/100, letter_grade='"
          + "\(draw.one(of: ["", "Pass", "A"]))', modified=NOW(6) WHERE \(some("id", 5))",
        "DELETE FROM \(lms).grades_persistentcoursegrade WHERE \(some("id", 1))",
      ]
    case 12:
      return [
        "UPDATE \(credentials).records_usergrade SET percent_grade=\(draw.below(100))/100 WHERE \(some("id", 4))",
        "UPDATE \(credentials).core_user SET full_name=\(draw.chance(50) ? "NULL" : "'NULL'") WHERE \(some("id", 3))",
      ]
    default:
      return [
        "UPDATE \(lms).course_overviews_courseoverview SET display_name=CONCAT('Course ', \(draw.below(50))) LIMIT 3",
        "UPDATE \(lms).student_courseenrollment SET is_active=1-is_active WHERE \(some("id", 3))",
        "UPDATE \(credentials).catalog_courserun SET title_override=\(draw.chance(50) ? "NULL" : "''") LIMIT 2",
      ]
    }
  }

  private mutating func status() -> String {
    draw.one(of: ["downloadable", "notpassing", "unavailable", "generating", "audit_passing"])
  }

  private mutating func some(_ column: String, _ percent: Int) -> String {
    "\(column) % 100 BETWEEN \(draw.below(100)) AND \(draw.below(100)) AND \(column) % 97 < \(percent)"
  }

  /// Two rows of a table change their values.
  private mutating func swap(_ table: String, _ column: String, _ between: String) -> [String] {
    let (first, second) = (1 + draw.below(150), 151 + draw.below(150))
    return [
      "SET @a=(SELECT \(column) FROM \(table) WHERE id=\(first)), @b=(SELECT \(column) FROM \(table) WHERE id=\(second))",
      "UPDATE \(table) SET \(column)=\(between) WHERE id=\(first) AND @b IS NOT NULL",
      "UPDATE \(table) SET \(column)=@a WHERE id=\(second) AND @a IS NOT NULL",
      "UPDATE \(table) SET \(column)=@b WHERE id=\(first) AND @b IS NOT NULL",
    ]
  }
}
