extension CredentialsSchema {
  /// The tables of the configurations, the awards, the grades and the shared records, as Django makes them on SQLite.
  static let awards = """
    CREATE TABLE "credentials_coursecertificate" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "is_active" bool NOT NULL,
      "title" varchar(255) NULL,
      "course_id" varchar(255) NOT NULL,
      "certificate_type" varchar(255) NOT NULL,
      "site_id" integer NOT NULL REFERENCES "django_site" ("id") DEFERRABLE INITIALLY DEFERRED,
      "course_run_id" integer NULL UNIQUE REFERENCES "catalog_courserun" ("id") DEFERRABLE INITIALLY DEFERRED,
      "certificate_available_date" datetime NULL
    );
    CREATE UNIQUE INDEX "credentials_coursecertificate_course_id_certificate_type_site_id_fd898757_uniq"
      ON "credentials_coursecertificate" ("course_id", "certificate_type", "site_id");
    CREATE INDEX "credentials_coursecertificate_site_id_30e038b0" ON "credentials_coursecertificate" ("site_id");
    CREATE TABLE "credentials_programcertificate" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "is_active" bool NOT NULL,
      "title" varchar(255) NULL,
      "site_id" integer NOT NULL REFERENCES "django_site" ("id") DEFERRABLE INITIALLY DEFERRED,
      "use_org_name" bool NOT NULL,
      "program_uuid" char(32) NOT NULL,
      "include_hours_of_effort" bool NOT NULL,
      "language" varchar(8) NULL,
      "program_id" integer NULL UNIQUE REFERENCES "catalog_program" ("id") DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX "credentials_programcertificate_program_uuid_99dbe250"
      ON "credentials_programcertificate" ("program_uuid");
    CREATE INDEX "credentials_programcertificate_site_id_86cd9bf3" ON "credentials_programcertificate" ("site_id");
    CREATE UNIQUE INDEX "credentials_programcertificate_site_id_program_uuid_6ad19012_uniq"
      ON "credentials_programcertificate" ("site_id", "program_uuid");
    CREATE TABLE "credentials_usercredential" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "username" varchar(255) NOT NULL,
      "status" varchar(255) NOT NULL,
      "uuid" char(32) NOT NULL UNIQUE,
      "credential_content_type_id" integer NOT NULL
        REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED,
      "credential_id" integer unsigned NOT NULL CHECK ("credential_id" >= 0)
    );
    CREATE INDEX "credentials_usercredential_credential_content_type_id_e03cdfa7"
      ON "credentials_usercredential" ("credential_content_type_id");
    CREATE INDEX "credentials_usercredential_credential_id_53566cad"
      ON "credentials_usercredential" ("credential_id");
    CREATE UNIQUE INDEX "credentials_usercredential_username_credential_content_type_id_credential_id_dcc2a049_uniq"
      ON "credentials_usercredential" ("username", "credential_content_type_id", "credential_id");
    CREATE INDEX "credentials_usercredential_username_db575ed9" ON "credentials_usercredential" ("username");
    CREATE TABLE "credentials_usercredentialattribute" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "name" varchar(255) NOT NULL,
      "value" varchar(255) NOT NULL,
      "user_credential_id" integer NOT NULL REFERENCES "credentials_usercredential" ("id") DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX "credentials_usercredentialattribute_user_credential_id_cb4af785"
      ON "credentials_usercredentialattribute" ("user_credential_id");
    CREATE UNIQUE INDEX "credentials_usercredentialattribute_user_credential_id_name_7697f8cf_uniq"
      ON "credentials_usercredentialattribute" ("user_credential_id", "name");
    CREATE TABLE "credentials_usercredentialdateoverride" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "user_credential_id" integer NOT NULL UNIQUE
        REFERENCES "credentials_usercredential" ("id") DEFERRABLE INITIALLY DEFERRED,
      "date" datetime NOT NULL
    );
    CREATE TABLE "records_usergrade" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "letter_grade" varchar(255) NOT NULL,
      "percent_grade" decimal NOT NULL,
      "course_run_id" integer NOT NULL REFERENCES "catalog_courserun" ("id") DEFERRABLE INITIALLY DEFERRED,
      "username" varchar(150) NOT NULL,
      "verified" bool NOT NULL,
      "lms_last_updated_at" datetime NULL
    );
    CREATE INDEX "records_usergrade_course_run_id_18c0f9f6" ON "records_usergrade" ("course_run_id");
    CREATE UNIQUE INDEX "records_usergrade_username_course_run_id_91cce647_uniq"
      ON "records_usergrade" ("username", "course_run_id");
    CREATE TABLE "records_programcertrecord" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "uuid" char(32) NOT NULL UNIQUE,
      "certificate_id" integer NULL REFERENCES "credentials_programcertificate" ("id") DEFERRABLE INITIALLY DEFERRED,
      "user_id" integer NOT NULL REFERENCES "core_user" ("id") DEFERRABLE INITIALLY DEFERRED,
      "program_id" integer NOT NULL REFERENCES "catalog_program" ("id") DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX "records_programcertrecord_certificate_id_c615b170"
      ON "records_programcertrecord" ("certificate_id");
    CREATE INDEX "records_programcertrecord_program_id_180dea8e" ON "records_programcertrecord" ("program_id");
    CREATE UNIQUE INDEX "records_programcertrecord_program_id_user_id_e601fe65_uniq"
      ON "records_programcertrecord" ("program_id", "user_id");
    CREATE INDEX "records_programcertrecord_user_id_be0b99ff" ON "records_programcertrecord" ("user_id");
    CREATE TABLE "records_usercreditpathway" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "status" varchar(15) NOT NULL,
      "user_id" integer NOT NULL REFERENCES "core_user" ("id") DEFERRABLE INITIALLY DEFERRED,
      "pathway_id" integer NOT NULL REFERENCES "catalog_pathway" ("id") DEFERRABLE INITIALLY DEFERRED,
      "program_id" integer NULL REFERENCES "catalog_program" ("id") DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX "records_usercreditpathway_pathway_id_85e3bd3b" ON "records_usercreditpathway" ("pathway_id");
    CREATE INDEX "records_usercreditpathway_program_id_58a1bb1e" ON "records_usercreditpathway" ("program_id");
    CREATE INDEX "records_usercreditpathway_user_id_a1d6f63b" ON "records_usercreditpathway" ("user_id");
    CREATE UNIQUE INDEX "records_usercreditpathway_user_id_pathway_id_program_id_4cd6c830_uniq"
      ON "records_usercreditpathway" ("user_id", "pathway_id", "program_id");
    """
}
