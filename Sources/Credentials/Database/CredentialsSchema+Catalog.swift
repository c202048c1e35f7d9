extension CredentialsSchema {
  /// The tables of what the catalogue copies from Discovery, as Django makes them on SQLite.
  static let catalog = """
    CREATE TABLE "catalog_organization" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "uuid" char(32) NOT NULL,
      "key" varchar(255) NOT NULL,
      "name" varchar(255) NOT NULL,
      "site_id" integer NOT NULL REFERENCES "django_site" ("id") DEFERRABLE INITIALLY DEFERRED,
      "certificate_logo_image_url" varchar(512) NULL
    );
    CREATE INDEX "catalog_organization_site_id_d8882444" ON "catalog_organization" ("site_id");
    CREATE UNIQUE INDEX "catalog_organization_site_id_uuid_f931cd5a_uniq"
      ON "catalog_organization" ("site_id", "uuid");
    CREATE TABLE "catalog_course" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "uuid" char(32) NOT NULL,
      "key" varchar(255) NOT NULL,
      "title" varchar(255) NULL,
      "site_id" integer NOT NULL REFERENCES "django_site" ("id") DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX "catalog_course_site_id_12747953" ON "catalog_course" ("site_id");
    CREATE UNIQUE INDEX "catalog_course_site_id_uuid_b3f629d5_uniq" ON "catalog_course" ("site_id", "uuid");
    CREATE TABLE "catalog_course_owners" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "sort_value" integer NOT NULL,
      "course_id" integer NOT NULL REFERENCES "catalog_course" ("id") DEFERRABLE INITIALLY DEFERRED,
      "organization_id" integer NOT NULL REFERENCES "catalog_organization" ("id") DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX "catalog_course_owners_course_id_dd866314" ON "catalog_course_owners" ("course_id");
    CREATE UNIQUE INDEX "catalog_course_owners_course_id_organization_id_fefd9c9c_uniq"
      ON "catalog_course_owners" ("course_id", "organization_id");
    CREATE INDEX "catalog_course_owners_organization_id_b1abdc11" ON "catalog_course_owners" ("organization_id");
    CREATE TABLE "catalog_courserun" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "uuid" char(32) NOT NULL,
      "key" varchar(255) NOT NULL,
      "title_override" varchar(255) NULL,
      "course_id" integer NOT NULL REFERENCES "catalog_course" ("id") DEFERRABLE INITIALLY DEFERRED,
      "end_date" datetime NULL,
      "start_date" datetime NULL
    );
    CREATE INDEX "catalog_courserun_course_id_2cfb49ef" ON "catalog_courserun" ("course_id");
    CREATE UNIQUE INDEX "catalog_courserun_course_id_uuid_8aa8bf3a_uniq"
      ON "catalog_courserun" ("course_id", "uuid");
    CREATE INDEX "catalog_courserun_end_date_471c9d02" ON "catalog_courserun" ("end_date");
    CREATE INDEX "catalog_courserun_start_date_3e0bba28" ON "catalog_courserun" ("start_date");
    CREATE TABLE "catalog_program" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "uuid" char(32) NOT NULL,
      "title" varchar(255) NOT NULL,
      "site_id" integer NOT NULL REFERENCES "django_site" ("id") DEFERRABLE INITIALLY DEFERRED,
      "type" varchar(32) NOT NULL,
      "status" varchar(24) NOT NULL,
      "type_slug" varchar(32) NOT NULL,
      "total_hours_of_effort" smallint unsigned NULL CHECK ("total_hours_of_effort" >= 0)
    );
    CREATE INDEX "catalog_program_site_id_ea394f77" ON "catalog_program" ("site_id");
    CREATE UNIQUE INDEX "catalog_program_site_id_uuid_dec665e5_uniq" ON "catalog_program" ("site_id", "uuid");
    CREATE TABLE "catalog_program_course_runs" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "sort_value" integer NOT NULL,
      "program_id" integer NOT NULL REFERENCES "catalog_program" ("id") DEFERRABLE INITIALLY DEFERRED,
      "courserun_id" integer NOT NULL REFERENCES "catalog_courserun" ("id") DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX "catalog_program_course_runs_courserun_id_893344f5"
      ON "catalog_program_course_runs" ("courserun_id");
    CREATE INDEX "catalog_program_course_runs_program_id_beda520a" ON "catalog_program_course_runs" ("program_id");
    CREATE UNIQUE INDEX "catalog_program_course_runs_program_id_courserun_id_f4aa56d6_uniq"
      ON "catalog_program_course_runs" ("program_id", "courserun_id");
    CREATE TABLE "catalog_program_authoring_organizations" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "sort_value" integer NOT NULL,
      "program_id" integer NOT NULL REFERENCES "catalog_program" ("id") DEFERRABLE INITIALLY DEFERRED,
      "organization_id" integer NOT NULL REFERENCES "catalog_organization" ("id") DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX "catalog_program_authoring_organizations_organization_id_b5f74673"
      ON "catalog_program_authoring_organizations" ("organization_id");
    CREATE INDEX "catalog_program_authoring_organizations_program_id_a8cd6007"
      ON "catalog_program_authoring_organizations" ("program_id");
    CREATE UNIQUE INDEX "catalog_program_authoring_organizations_program_id_organization_id_52486f05_uniq"
      ON "catalog_program_authoring_organizations" ("program_id", "organization_id");
    CREATE TABLE "catalog_pathway" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "created" datetime NOT NULL,
      "modified" datetime NOT NULL,
      "uuid" char(32) NOT NULL,
      "name" varchar(255) NOT NULL,
      "org_name" varchar(255) NOT NULL,
      "email" varchar(254) NOT NULL,
      "site_id" integer NOT NULL REFERENCES "django_site" ("id") DEFERRABLE INITIALLY DEFERRED,
      "pathway_type" varchar(32) NOT NULL,
      "status" varchar(24) NOT NULL
    );
    CREATE INDEX "catalog_pathway_site_id_b97ee61c" ON "catalog_pathway" ("site_id");
    CREATE UNIQUE INDEX "catalog_pathway_site_id_uuid_fa5e5498_uniq" ON "catalog_pathway" ("site_id", "uuid");
    CREATE TABLE "catalog_pathway_programs" (
      "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
      "sort_value" integer NOT NULL,
      "pathway_id" integer NOT NULL REFERENCES "catalog_pathway" ("id") DEFERRABLE INITIALLY DEFERRED,
      "program_id" integer NOT NULL REFERENCES "catalog_program" ("id") DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX "catalog_pathway_programs_pathway_id_96b898e2" ON "catalog_pathway_programs" ("pathway_id");
    CREATE UNIQUE INDEX "catalog_pathway_programs_pathway_id_program_id_4a4a2301_uniq"
      ON "catalog_pathway_programs" ("pathway_id", "program_id");
    CREATE INDEX "catalog_pathway_programs_program_id_b3dc0f3a" ON "catalog_pathway_programs" ("program_id");
    """
}
