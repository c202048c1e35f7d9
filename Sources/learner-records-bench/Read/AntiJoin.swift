/// What the `sqlite3` shell is given: the drift of runs, in both directions, with grades and date overrides.
///
/// It finds less than an audit does: no programs, no renamed learners, no blockers, no explanations.
enum AntiJoin {
  static func sql(credentials path: String) -> String {
    """
    ATTACH '\(path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))' AS c;
    SELECT u.username, g.course_id,
      CASE WHEN g.status <> 'downloadable' THEN 'award-stale' WHEN x.id IS NULL THEN 'award-lost'
        WHEN x.status <> 'awarded' THEN 'revocation-stale' WHEN lo.date IS NOT co.date THEN 'override-drift'
        ELSE 'grade-missing' END
    FROM certificates_generatedcertificate g JOIN auth_user u ON u.id = g.user_id
    LEFT JOIN c.credentials_coursecertificate k ON k.course_id = g.course_id COLLATE BINARY
    LEFT JOIN c.credentials_usercredential x ON x.username = u.username COLLATE BINARY
      AND x.credential_content_type_id = (SELECT id FROM c.django_content_type WHERE model = 'coursecertificate')
      AND x.credential_id = k.id
    LEFT JOIN certificates_certificatedateoverride lo ON lo.generated_certificate_id = g.id
    LEFT JOIN c.credentials_usercredentialdateoverride co ON co.user_credential_id = x.id
    LEFT JOIN c.records_usergrade r ON r.username = u.username COLLATE BINARY AND r.course_run_id = k.course_run_id
      AND r.verified
    WHERE CASE WHEN g.status = 'downloadable'
      THEN g.mode <> 'audit' AND (x.id IS NULL OR x.status <> 'awarded' OR lo.date IS NOT co.date OR r.id IS NULL)
      ELSE x.status = 'awarded' AND g.status NOT IN ('audit_passing', 'audit_notpassing') END
    UNION ALL
    SELECT x.username, k.course_id, 'credential-orphaned'
    FROM c.credentials_usercredential x JOIN c.credentials_coursecertificate k ON k.id = x.credential_id
    LEFT JOIN auth_user u ON u.username = x.username
    LEFT JOIN certificates_generatedcertificate g ON g.user_id = u.id AND g.course_id = k.course_id
    WHERE x.credential_content_type_id = (SELECT id FROM c.django_content_type WHERE model = 'coursecertificate')
      AND x.status = 'awarded' AND g.id IS NULL
    ORDER BY 1, 2;
    """
  }
}
