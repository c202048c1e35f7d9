-- The part of the Open edX LMS (edxapp) schema that this program knows, as Django names it, for SQLite.
-- Course keys, usernames, e-mails and domains compare without case, as MySQL compares them; times are UTC text.

CREATE TABLE "django_site" (
  "id"     integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "domain" varchar(100) NOT NULL COLLATE NOCASE UNIQUE,
  "name"   varchar(50)  NOT NULL DEFAULT ''
);

CREATE TABLE "auth_user" (
  "id"           integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "password"     varchar(128) NOT NULL DEFAULT '',
  "last_login"   datetime NULL,
  "is_superuser" bool NOT NULL DEFAULT 0,
  "username"     varchar(150) NOT NULL COLLATE NOCASE UNIQUE,
  "first_name"   varchar(150) NOT NULL DEFAULT '',
  "last_name"    varchar(150) NOT NULL DEFAULT '',
  "email"        varchar(254) NOT NULL COLLATE NOCASE DEFAULT '',
  "is_staff"     bool NOT NULL DEFAULT 0,
  "is_active"    bool NOT NULL DEFAULT 1,
  "date_joined"  datetime NOT NULL DEFAULT '1970-01-01 00:00:00'
);
CREATE UNIQUE INDEX "email" ON "auth_user" ("email");

CREATE TABLE "auth_userprofile" (
  "id"                        integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "name"                      varchar(255) NOT NULL DEFAULT '',
  "meta"                      text NOT NULL DEFAULT '',
  "courseware"                varchar(255) NOT NULL DEFAULT 'course.xml',
  "language"                  varchar(255) NOT NULL DEFAULT '',
  "location"                  varchar(255) NOT NULL DEFAULT '',
  "year_of_birth"             integer NULL,
  "gender"                    varchar(6) NULL,
  "level_of_education"        varchar(6) NULL,
  "mailing_address"           text NULL,
  "city"                      text NULL,
  "country"                   varchar(2) NULL,
  "state"                     varchar(2) NULL,
  "goals"                     text NULL,
  "bio"                       varchar(3000) NULL,
  "profile_image_uploaded_at" datetime NULL,
  "phone_number"              varchar(50) NULL,
  "user_id"                   integer NOT NULL UNIQUE REFERENCES "auth_user" ("id") ON DELETE CASCADE
);
CREATE INDEX "auth_userprofile_name"               ON "auth_userprofile" ("name");
CREATE INDEX "auth_userprofile_language"           ON "auth_userprofile" ("language");
CREATE INDEX "auth_userprofile_location"           ON "auth_userprofile" ("location");
CREATE INDEX "auth_userprofile_year_of_birth"      ON "auth_userprofile" ("year_of_birth");
CREATE INDEX "auth_userprofile_gender"             ON "auth_userprofile" ("gender");
CREATE INDEX "auth_userprofile_level_of_education" ON "auth_userprofile" ("level_of_education");

CREATE TABLE "course_overviews_courseoverview" (
  "created"                         datetime NOT NULL,
  "modified"                        datetime NOT NULL,
  "version"                         integer NOT NULL,
  "id"                              varchar(255) NOT NULL COLLATE NOCASE PRIMARY KEY,
  "_location"                       varchar(255) NOT NULL COLLATE NOCASE DEFAULT '',
  "org"                             text NOT NULL DEFAULT 'outdated_entry',
  "display_name"                    text NULL,
  "display_number_with_default"     text NOT NULL DEFAULT '',
  "display_org_with_default"        text NOT NULL DEFAULT '',
  "start"                           datetime NULL,
  "end"                             datetime NULL,
  "start_date"                      datetime NULL,
  "end_date"                        datetime NULL,
  "advertised_start"                text NULL,
  "announcement"                    datetime NULL,
  "banner_image_url"                text NOT NULL DEFAULT '',
  "course_image_url"                text NOT NULL DEFAULT '',
  "social_sharing_url"              text NULL,
  "end_of_course_survey_url"        text NULL,
  "certificates_display_behavior"   text NULL,
  "certificates_show_before_end"    bool NOT NULL DEFAULT 0,
  "cert_html_view_enabled"          bool NOT NULL DEFAULT 0,
  "has_any_active_web_certificate"  bool NOT NULL DEFAULT 0,
  "cert_name_short"                 text NOT NULL DEFAULT '',
  "cert_name_long"                  text NOT NULL DEFAULT '',
  "certificate_available_date"      datetime NULL,
  "lowest_passing_grade"            decimal(5,2) NULL,
  "days_early_for_beta"             real NULL,
  "mobile_available"                bool NOT NULL DEFAULT 0,
  "visible_to_staff_only"           bool NOT NULL DEFAULT 0,
  "_pre_requisite_courses_json"     text NOT NULL DEFAULT '[]',
  "enrollment_start"                datetime NULL,
  "enrollment_end"                  datetime NULL,
  "enrollment_domain"               text NULL,
  "invitation_only"                 bool NOT NULL DEFAULT 0,
  "max_student_enrollments_allowed" integer NULL,
  "catalog_visibility"              text NULL,
  "short_description"               text NULL,
  "course_video_url"                text NULL,
  "effort"                          text NULL,
  "self_paced"                      bool NOT NULL DEFAULT 0,
  "marketing_url"                   text NULL,
  "eligible_for_financial_aid"      bool NOT NULL DEFAULT 1,
  "has_highlights"                  bool NULL,
  "enable_proctored_exams"          bool NOT NULL DEFAULT 0,
  "proctoring_provider"             text NULL,
  "proctoring_escalation_email"     text NULL,
  "allow_proctoring_opt_out"        bool NOT NULL DEFAULT 0,
  "entrance_exam_enabled"           bool NOT NULL DEFAULT 0,
  "entrance_exam_id"                varchar(255) NOT NULL DEFAULT '',
  "entrance_exam_minimum_score_pct" real NOT NULL DEFAULT 0.65,
  "force_on_flexible_peer_openassessments" bool NOT NULL DEFAULT 0,
  "external_id"                     varchar(128) NULL,
  "language"                        text NULL
);

CREATE TABLE "certificates_generatedcertificate" (
  "id"            integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "course_id"     varchar(255) NOT NULL COLLATE NOCASE,
  "verify_uuid"   varchar(32)  NOT NULL DEFAULT '',
  "grade"         varchar(5)   NOT NULL DEFAULT '',
  "key"           varchar(32)  NOT NULL DEFAULT '',
  "distinction"   bool NOT NULL DEFAULT 0,
  "status"        varchar(32)  NOT NULL DEFAULT 'unavailable',
  "mode"          varchar(32)  NOT NULL DEFAULT 'honor',
  "name"          varchar(255) NOT NULL DEFAULT '',
  "created_date"  datetime NOT NULL,
  "modified_date" datetime NOT NULL,
  "download_uuid" varchar(32)  NOT NULL DEFAULT '',
  "download_url"  varchar(128) NOT NULL DEFAULT '',
  "error_reason"  varchar(512) NOT NULL DEFAULT '',
  "user_id"       integer NOT NULL REFERENCES "auth_user" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "certificates_generatedcertificate_user_course_uniq"
  ON "certificates_generatedcertificate" ("user_id", "course_id");
CREATE INDEX "certificates_generatedcertificate_user_id"     ON "certificates_generatedcertificate" ("user_id");
CREATE INDEX "certificates_generatedcertificate_verify_uuid" ON "certificates_generatedcertificate" ("verify_uuid");

CREATE TABLE "certificates_historicalgeneratedcertificate" (
  "id"            integer NOT NULL,
  "course_id"     varchar(255) NOT NULL COLLATE NOCASE,
  "verify_uuid"   varchar(32)  NOT NULL DEFAULT '',
  "grade"         varchar(5)   NOT NULL DEFAULT '',
  "key"           varchar(32)  NOT NULL DEFAULT '',
  "distinction"   bool NOT NULL DEFAULT 0,
  "status"        varchar(32)  NOT NULL DEFAULT 'unavailable',
  "mode"          varchar(32)  NOT NULL DEFAULT 'honor',
  "name"          varchar(255) NOT NULL DEFAULT '',
  "created_date"  datetime NOT NULL,
  "modified_date" datetime NOT NULL,
  "download_uuid" varchar(32)  NOT NULL DEFAULT '',
  "download_url"  varchar(128) NOT NULL DEFAULT '',
  "error_reason"  varchar(512) NOT NULL DEFAULT '',
  "history_id"    integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "history_date"  datetime NOT NULL,
  "history_change_reason" varchar(100) NULL,
  "history_type"  varchar(1) NOT NULL,
  "history_user_id" integer NULL REFERENCES "auth_user" ("id") ON DELETE SET NULL,
  "user_id"       integer NULL
);
CREATE INDEX "certificates_historicalgeneratedcertificate_id"          ON "certificates_historicalgeneratedcertificate" ("id");
CREATE INDEX "certificates_historicalgeneratedcertificate_verify_uuid" ON "certificates_historicalgeneratedcertificate" ("verify_uuid");
CREATE INDEX "certificates_historicalgeneratedcertificate_huser"       ON "certificates_historicalgeneratedcertificate" ("history_user_id");
CREATE INDEX "certificates_historicalgeneratedcertificate_user"        ON "certificates_historicalgeneratedcertificate" ("user_id");

CREATE TABLE "certificates_certificatedateoverride" (
  "id"       integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "created"  datetime NOT NULL,
  "modified" datetime NOT NULL,
  "date"     datetime NOT NULL,
  "reason"   text NOT NULL DEFAULT '',
  "generated_certificate_id" integer NOT NULL UNIQUE
             REFERENCES "certificates_generatedcertificate" ("id") ON DELETE CASCADE,
  "overridden_by_id" integer NOT NULL REFERENCES "auth_user" ("id")
);
CREATE INDEX "certificates_certificatedateoverride_overridden_by" ON "certificates_certificatedateoverride" ("overridden_by_id");

CREATE TABLE "certificates_historicalcertificatedateoverride" (
  "id"       integer NOT NULL,
  "created"  datetime NOT NULL,
  "modified" datetime NOT NULL,
  "date"     datetime NOT NULL,
  "reason"   text NOT NULL DEFAULT '',
  "history_id"   integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "history_date" datetime NOT NULL,
  "history_change_reason" varchar(100) NULL,
  "history_type" varchar(1) NOT NULL,
  "generated_certificate_id" integer NULL,
  "history_user_id"  integer NULL REFERENCES "auth_user" ("id") ON DELETE SET NULL,
  "overridden_by_id" integer NULL
);
CREATE INDEX "certificates_historicalcertificatedateoverride_id"    ON "certificates_historicalcertificatedateoverride" ("id");
CREATE INDEX "certificates_historicalcertificatedateoverride_gc"    ON "certificates_historicalcertificatedateoverride" ("generated_certificate_id");
CREATE INDEX "certificates_historicalcertificatedateoverride_huser" ON "certificates_historicalcertificatedateoverride" ("history_user_id");
CREATE INDEX "certificates_historicalcertificatedateoverride_oby"   ON "certificates_historicalcertificatedateoverride" ("overridden_by_id");

CREATE TABLE "certificates_certificateallowlist" (
  "id"        integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "created"   datetime NOT NULL,
  "modified"  datetime NOT NULL,
  "course_id" varchar(255) NOT NULL COLLATE NOCASE,
  "allowlist" bool NOT NULL DEFAULT 0,
  "notes"     text NULL,
  "user_id"   integer NOT NULL REFERENCES "auth_user" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "certificates_certificateallowlist_course_user_uniq"
  ON "certificates_certificateallowlist" ("course_id", "user_id");
CREATE INDEX "certificates_certificateallowlist_user_id" ON "certificates_certificateallowlist" ("user_id");

CREATE TABLE "certificates_certificateinvalidation" (
  "id"       integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "created"  datetime NOT NULL,
  "modified" datetime NOT NULL,
  "notes"    text NULL,
  "active"   bool NOT NULL DEFAULT 1,
  "generated_certificate_id" integer NOT NULL
             REFERENCES "certificates_generatedcertificate" ("id") ON DELETE CASCADE,
  "invalidated_by_id" integer NOT NULL REFERENCES "auth_user" ("id") ON DELETE CASCADE
);
CREATE INDEX "certificates_certificateinvalidation_gc" ON "certificates_certificateinvalidation" ("generated_certificate_id");
CREATE INDEX "certificates_certificateinvalidation_by" ON "certificates_certificateinvalidation" ("invalidated_by_id");

CREATE TABLE "grades_persistentcoursegrade" (
  "created"                 datetime NOT NULL,
  "modified"                datetime NOT NULL,
  "id"                      integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "user_id"                 integer NOT NULL,
  "course_id"               varchar(255) NOT NULL COLLATE NOCASE,
  "course_edited_timestamp" datetime NULL,
  "course_version"          varchar(255) NOT NULL DEFAULT '',
  "grading_policy_hash"     varchar(255) NOT NULL DEFAULT '',
  "percent_grade"           real NOT NULL,
  "letter_grade"            varchar(255) NOT NULL DEFAULT '',
  "passed_timestamp"        datetime NULL
);
CREATE UNIQUE INDEX "grades_persistentcoursegrade_course_user_uniq" ON "grades_persistentcoursegrade" ("course_id", "user_id");
CREATE INDEX "grades_persistentcoursegrade_user_id" ON "grades_persistentcoursegrade" ("user_id");
CREATE INDEX "passed_timestamp_course_id_idx" ON "grades_persistentcoursegrade" ("passed_timestamp", "course_id");
CREATE INDEX "modified_course_id_idx"         ON "grades_persistentcoursegrade" ("modified", "course_id");

CREATE TABLE "course_modes_coursemode" (
  "id"                              integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "mode_slug"                       varchar(100) NOT NULL,
  "mode_display_name"               varchar(255) NOT NULL DEFAULT '',
  "min_price"                       integer NOT NULL DEFAULT 0,
  "currency"                        varchar(8) NOT NULL DEFAULT 'usd',
  "expiration_datetime"             datetime NULL,
  "expiration_datetime_is_explicit" bool NOT NULL DEFAULT 0,
  "expiration_date"                 date NULL,
  "suggested_prices"                varchar(255) NOT NULL DEFAULT '',
  "description"                     text NULL,
  "sku"                             varchar(255) NULL,
  "android_sku"                     varchar(255) NULL,
  "ios_sku"                         varchar(255) NULL,
  "bulk_sku"                        varchar(255) NULL,
  "course_id"                       varchar(255) NOT NULL COLLATE NOCASE
);
CREATE UNIQUE INDEX "course_modes_coursemode_course_slug_currency_uniq"
  ON "course_modes_coursemode" ("course_id", "mode_slug", "currency");
CREATE INDEX "course_modes_coursemode_course_id" ON "course_modes_coursemode" ("course_id");

CREATE TABLE "student_courseenrollment" (
  "id"        integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "course_id" varchar(255) NOT NULL COLLATE NOCASE,
  "created"   datetime NULL,
  "is_active" bool NOT NULL DEFAULT 1,
  "mode"      varchar(100) NOT NULL DEFAULT 'audit',
  "user_id"   integer NOT NULL REFERENCES "auth_user" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "student_courseenrollment_user_course_uniq" ON "student_courseenrollment" ("user_id", "course_id");
CREATE INDEX "student_courseenrollment_course_id"    ON "student_courseenrollment" ("course_id");
CREATE INDEX "student_courseenrollment_created"      ON "student_courseenrollment" ("created");
CREATE INDEX "student_courseenrollment_user_created" ON "student_courseenrollment" ("user_id", "created" DESC);

-- Who is retired, or about to be; the former names that the LMS keeps in it are not taken.
CREATE TABLE "user_api_userretirementstatus" (
  "id"               integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "user_id"          integer NOT NULL UNIQUE REFERENCES "auth_user" ("id") ON DELETE CASCADE,
  "current_state_id" integer NOT NULL
);

CREATE TABLE "entitlements_courseentitlement" (
  "id"            integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "created"       datetime NOT NULL,
  "modified"      datetime NOT NULL,
  "uuid"          char(32) NOT NULL UNIQUE,
  "course_uuid"   char(32) NOT NULL,
  "expired_at"    datetime NULL,
  "mode"          varchar(100) NOT NULL,
  "order_number"  varchar(128) NULL,
  "refund_locked" bool NOT NULL DEFAULT 0,
  "enrollment_course_run_id" integer NULL REFERENCES "student_courseenrollment" ("id") ON DELETE CASCADE,
  "user_id"       integer NOT NULL REFERENCES "auth_user" ("id") ON DELETE CASCADE,
  "_policy_id"    integer NULL
);
CREATE UNIQUE INDEX "entitlements_courseentitlement_course_order_uniq"
  ON "entitlements_courseentitlement" ("course_uuid", "order_number");
CREATE INDEX "entitlements_courseentitlement_user_id"    ON "entitlements_courseentitlement" ("user_id");
CREATE INDEX "entitlements_courseentitlement_enrollment" ON "entitlements_courseentitlement" ("enrollment_course_run_id");
CREATE INDEX "entitlements_courseentitlement_policy"     ON "entitlements_courseentitlement" ("_policy_id");

CREATE TABLE "credentials_credentialsapiconfig" (
  "id"                      integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "change_date"             datetime NOT NULL,
  "enabled"                 bool NOT NULL DEFAULT 0,
  "internal_service_url"    varchar(200) NOT NULL DEFAULT '',
  "public_service_url"      varchar(200) NOT NULL DEFAULT '',
  "enable_learner_issuance" bool NOT NULL DEFAULT 0,
  "enable_studio_authoring" bool NOT NULL DEFAULT 0,
  "cache_ttl"               integer NOT NULL DEFAULT 0 CHECK ("cache_ttl" >= 0),
  "changed_by_id"           integer NULL REFERENCES "auth_user" ("id")
);
CREATE INDEX "credentials_credentialsapiconfig_changed_by" ON "credentials_credentialsapiconfig" ("changed_by_id");

CREATE TABLE "credentials_notifycredentialsconfig" (
  "id"            integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "change_date"   datetime NOT NULL,
  "enabled"       bool NOT NULL DEFAULT 0,
  "arguments"     text NOT NULL DEFAULT '',
  "changed_by_id" integer NULL REFERENCES "auth_user" ("id")
);
CREATE INDEX "credentials_notifycredentialsconfig_changed_by" ON "credentials_notifycredentialsconfig" ("changed_by_id");

CREATE TABLE "site_configuration_siteconfiguration" (
  "id"          integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "enabled"     bool NOT NULL DEFAULT 0,
  "site_values" text NOT NULL DEFAULT '{}',
  "site_id"     integer NOT NULL UNIQUE REFERENCES "django_site" ("id") ON DELETE CASCADE
);

CREATE TABLE "site_configuration_siteconfigurationhistory" (
  "id"          integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "created"     datetime NOT NULL,
  "modified"    datetime NOT NULL,
  "enabled"     bool NOT NULL DEFAULT 0,
  "site_values" text NOT NULL DEFAULT '{}',
  "site_id"     integer NOT NULL REFERENCES "django_site" ("id") ON DELETE CASCADE
);
CREATE INDEX "site_configuration_siteconfigurationhistory_site" ON "site_configuration_siteconfigurationhistory" ("site_id");
