extension CredentialsSchema {
  /// The tables of the sites, the content types and the people, as Django makes them on SQLite.
  static let site = """
    CREATE TABLE "django_site" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "name" varchar(50) NOT NULL,
      "domain" varchar(100) NOT NULL UNIQUE
    );
    CREATE TABLE "django_content_type" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "app_label" varchar(100) NOT NULL,
      "model" varchar(100) NOT NULL
    );
    CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq"
      ON "django_content_type" ("app_label", "model");
    CREATE TABLE "core_siteconfiguration" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "lms_url_root" varchar(200) NOT NULL,
      "site_id" integer NOT NULL UNIQUE REFERENCES "django_site" ("id") DEFERRABLE INITIALLY DEFERRED,
      "catalog_api_url" varchar(200) NOT NULL,
      "certificate_help_url" varchar(200) NULL,
      "company_name" varchar(255) NULL,
      "homepage_url" varchar(200) NULL,
      "platform_name" varchar(255) NULL,
      "privacy_policy_url" varchar(200) NULL,
      "tos_url" varchar(200) NULL,
      "verified_certificate_url" varchar(200) NULL,
      "enable_linkedin_sharing" bool NOT NULL,
      "enable_twitter_sharing" bool NOT NULL,
      "twitter_username" varchar(15) NULL,
      "enable_facebook_sharing" bool NOT NULL,
      "facebook_app_id" varchar(32) NULL,
      "segment_key" varchar(255) NULL,
      "theme_name" varchar(255) NOT NULL,
      "records_help_url" varchar(200) NOT NULL,
      "partner_from_address" varchar(254) NULL,
      "records_enabled" bool NOT NULL
    );
    CREATE TABLE "core_user" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "password" varchar(128) NOT NULL,
      "last_login" datetime NULL,
      "is_superuser" bool NOT NULL,
      "username" varchar(150) NOT NULL UNIQUE,
      "first_name" varchar(150) NOT NULL,
      "last_name" varchar(150) NOT NULL,
      "email" varchar(254) NOT NULL,
      "is_staff" bool NOT NULL,
      "is_active" bool NOT NULL,
      "date_joined" datetime NOT NULL,
      "lms_user_id" integer NULL,
      "full_name" varchar(255) NULL
    );
    CREATE INDEX "core_user_full_name_e0bd50c2" ON "core_user" ("full_name");
    CREATE INDEX "core_user_is_staf_c26715_idx" ON "core_user" ("is_staff", "is_superuser", "is_active");
    CREATE INDEX "core_user_lms_user_id_5c20ab0b" ON "core_user" ("lms_user_id");
    """
}
